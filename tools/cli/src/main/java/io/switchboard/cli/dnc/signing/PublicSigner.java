package io.switchboard.cli.dnc.signing;

import io.switchboard.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The public half of a deployment's key: it verifies what the deployment has signed. */
public record PublicSigner(PublicKey key) {

  /**
   * Reads a public key, PEM as by {@code openssl pkey -in evidence.key -pubout}.
   *
   * @throws CommandFailure when the file is no such key
   */
  public static PublicSigner read(Path file) {
    try {
      return decode(DeploymentKey.body(Files.readString(file), "PUBLIC KEY").replaceAll("\\s", ""));
    } catch (IOException _) {
      throw new CommandFailure("cannot read " + file, 2);
    } catch (IllegalArgumentException _) {
      throw new CommandFailure(
          file + " is no Ed25519 public key in PEM (openssl pkey -in evidence.key -pubout)", 2);
    }
  }

  /**
   * A key as {@link #encoded} writes it.
   *
   * @throws IllegalArgumentException when it is none
   */
  static PublicSigner decode(String base64) {
    try {
      var bytes = Base64.getDecoder().decode(base64);
      return new PublicSigner(
          KeyFactory.getInstance(DeploymentKey.ALGORITHM)
              .generatePublic(new X509EncodedKeySpec(bytes)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no Ed25519 public key", e);
    }
  }

  String encoded() {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  /** A short name of the key, like OpenSSH's: {@code SHA256:…}. */
  public String fingerprint() {
    var hash = SignedLines.sha256(key.getEncoded());
    return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
  }

  boolean hasSigned(byte[] message, byte[] sign) {
    try {
      var signature = Signature.getInstance(DeploymentKey.ALGORITHM);
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(sign);
    } catch (GeneralSecurityException _) {
      return false; // not the form of a signature
    }
  }
}
