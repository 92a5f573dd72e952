package io.switchboard.ingress.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Certificates and keys as operators have them: PEM files. */
final class PemFiles {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  private PemFiles() {}

  /**
   * A key store with a server's key, and the password to it.
   *
   * @param password of this process alone
   */
  record Keys(KeyStore store, String password) {}

  /**
   * Reads a certificate chain and its key; throws IllegalArgumentException naming the files, also
   * when the one does not belong to the other.
   */
  static Keys keys(Path certificate, Path key) {
    try {
      var chain = certificates(certificate).toArray(new Certificate[0]);
      var secret = privateKey(key);
      if (!belongTogether(chain[0].getPublicKey(), secret)) {
        throw new IllegalArgumentException(key + " is not the key of " + certificate);
      }
      var password = UUID.randomUUID().toString();
      var store = empty();
      store.setKeyEntry("server", secret, password.toCharArray(), chain);
      return new Keys(store, password);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("cannot use " + certificate + " with " + key, e);
    }
  }

  /** Reads authorities; throws IllegalArgumentException naming the file. */
  static KeyStore authorities(Path file) {
    try {
      var store = empty();
      var number = 0;
      for (var certificate : certificates(file)) {
        store.setCertificateEntry("authority-" + number++, certificate);
      }
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("cannot read certificates from " + file, e);
    }
  }

  /**
   * A key store takes any pair, and every handshake would fail: what one signs, the other knows.
   */
  private static boolean belongTogether(PublicKey known, PrivateKey secret)
      throws GeneralSecurityException {
    if (!known.getAlgorithm().equals(secret.getAlgorithm())) {
      return false;
    }
    var algorithm =
        switch (secret.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> secret.getAlgorithm();
        };
    var probe = "probe".getBytes(StandardCharsets.US_ASCII);
    var signing = Signature.getInstance(algorithm);
    signing.initSign(secret);
    signing.update(probe);
    var verifying = Signature.getInstance(algorithm);
    verifying.initVerify(known);
    verifying.update(probe);
    return verifying.verify(signing.sign());
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load((InputStream) null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (var in = Files.newInputStream(file)) {
      var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new IllegalArgumentException(file + " holds no certificate");
      }
      return certificates;
    }
  }

  private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    var matcher = KEY.matcher(Files.readString(file));
    if (!matcher.find()) {
      throw new IllegalArgumentException(
          file + " holds no PKCS#8 key; make one with: openssl pkcs8 -topk8 -nocrypt -in OLD");
    }
    var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
    for (var algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException _) {
        continue; // a key of another kind
      }
    }
    throw new IllegalArgumentException(file + " holds a key that is neither RSA, EC nor EdDSA");
  }
}
