package io.switchboard.cli.dnc.signing;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.DeploymentOptions;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/**
 * The Ed25519 key with which a deployment signs evidence: the setting {@code EVIDENCE_KEY} (PEM,
 * PKCS #8), else the file {@code evidence.key} in the data directory of {@code up}, which is
 * created at its first use.
 */
public final class DeploymentKey {
  static final String ALGORITHM = "Ed25519";
  private static final String SETTING = "EVIDENCE_KEY";
  private static final String FILE = "evidence.key";
  private static final String HOW =
      "create one with `openssl genpkey -algorithm ed25519 -out evidence.key`";

  private final KeyPair pair;

  private DeploymentKey(KeyPair pair) {
    this.pair = pair;
  }

  /**
   * The key of a deployment.
   *
   * @throws CommandFailure when there is none, or when it is not an Ed25519 key
   */
  public static DeploymentKey of(DeploymentOptions deployment) {
    return configured(deployment)
        .or(() -> deployment.directory().map(DeploymentKey::readOrCreate))
        .orElseThrow(
            () ->
                new CommandFailure(SETTING + "_FILE is not set: nothing can be signed; " + HOW, 2));
  }

  /** The key of a deployment if it has one; none is created. */
  public static Optional<DeploymentKey> existing(DeploymentOptions deployment) {
    return configured(deployment)
        .or(
            () ->
                deployment
                    .directory()
                    .map(directory -> directory.resolve(FILE))
                    .filter(Files::isRegularFile)
                    .map(DeploymentKey::read));
  }

  private static Optional<DeploymentKey> configured(DeploymentOptions deployment) {
    var environment = deployment.environment();
    var pem = environment.text(SETTING);
    environment.check();
    return pem.map(text -> parse(text, SETTING));
  }

  private static DeploymentKey readOrCreate(Path directory) {
    var file = directory.resolve(FILE);
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, pem(KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair()));
    } catch (FileAlreadyExistsException _) {
      return read(file);
    } catch (IOException | GeneralSecurityException e) {
      throw new CommandFailure("cannot create the key " + file + ": " + e.getMessage());
    }
    return read(file);
  }

  private static DeploymentKey read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (IOException _) {
      throw new CommandFailure("cannot read the key " + file);
    }
  }

  /**
   * A private key as PEM.
   *
   * @param where for the error
   * @throws CommandFailure when it is not one; the message does not quote it
   */
  static DeploymentKey parse(String pem, String where) {
    try {
      var bytes = Base64.getMimeDecoder().decode(body(pem, "PRIVATE KEY"));
      var secret =
          KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(bytes));
      var seed = ((EdECPrivateKey) secret).getBytes().orElseThrow();
      var generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(255, new FixedSeed(seed)); // the JDK derives a public key only this way
      return new DeploymentKey(generator.generateKeyPair());
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      throw new CommandFailure(where + " is no Ed25519 private key in PEM: " + HOW, 2);
    }
  }

  static String body(String pem, String type) {
    var begin = "-----BEGIN " + type + "-----";
    var start = pem.indexOf(begin);
    var end = pem.indexOf("-----END " + type + "-----");
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("no " + type);
    }
    return pem.substring(start + begin.length(), end);
  }

  private static String pem(KeyPair pair) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(pair.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  /** The key that verifies. */
  public PublicSigner published() {
    return new PublicSigner(pair.getPublic());
  }

  byte[] sign(byte[] message) {
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initSign(pair.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign with the key of the deployment", e);
    }
  }

  /** Gives a key's own seed to the generator of pairs. */
  private static final class FixedSeed extends SecureRandom {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // never serialized
    private final byte[] seed;

    FixedSeed(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
