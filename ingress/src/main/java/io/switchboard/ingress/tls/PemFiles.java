package io.switchboard.ingress.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Certificates and keys as operators have them: PEM files, which Jetty does not read. The JDK's own
 * reader is a preview in Java 25, and libraries for it bring 10 MB of Bouncy Castle.
 */
final class PemFiles {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  private static final String ALIAS = "server";

  private PemFiles() {}

  /**
   * Reads a certificate chain and its key; throws IllegalArgumentException naming the files, also
   * when the one does not belong to the other.
   *
   * @param password of the store and the key in it
   */
  static KeyStore keys(Path certificate, Path key, String password) {
    try {
      var chain = certificates(certificate);
      var secret = privateKey(key, chain[0].getPublicKey());
      if (secret == null) {
        throw new IllegalArgumentException(key + " is not the key of " + certificate);
      }
      var store = empty();
      store.setKeyEntry(ALIAS, secret, password.toCharArray(), chain);
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("cannot use " + certificate + " with " + key, e);
    }
  }

  /** The server's own certificate in such a store. */
  static X509Certificate certificate(KeyStore keys) {
    try {
      return (X509Certificate) keys.getCertificate(ALIAS);
    } catch (KeyStoreException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads authorities; throws IllegalArgumentException naming the file. */
  static KeyStore authorities(Path file) {
    try {
      var store = empty();
      for (var certificate : certificates(file)) {
        store.setCertificateEntry("authority-" + store.size(), certificate);
      }
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("cannot read certificates from " + file, e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load((InputStream) null, null);
    return store;
  }

  private static Certificate[] certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (var in = Files.newInputStream(file)) {
      var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new IllegalArgumentException(file + " holds no certificate");
      }
      return certificates.toArray(Certificate[]::new);
    }
  }

  /** The key in a file; null when it is not the one that belongs to a public key. */
  private static @Nullable PrivateKey privateKey(Path file, PublicKey known)
      throws IOException, GeneralSecurityException {
    var matcher = KEY.matcher(Files.readString(file));
    if (!matcher.find()) {
      throw new IllegalArgumentException(
          file + " holds no PKCS#8 key; make one with: openssl pkcs8 -topk8 -nocrypt -in OLD");
    }
    var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
    try {
      var key = KeyFactory.getInstance(known.getAlgorithm()).generatePrivate(encoded);
      return belongTogether(known, key) ? key : null;
    } catch (InvalidKeySpecException _) {
      return null; // a key of another algorithm
    }
  }

  /**
   * A key store takes any pair, and every handshake would fail: what one signs, the other verifies.
   */
  private static boolean belongTogether(PublicKey known, PrivateKey secret)
      throws GeneralSecurityException {
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
}
