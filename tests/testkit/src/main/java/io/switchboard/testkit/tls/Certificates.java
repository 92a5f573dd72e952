package io.switchboard.testkit.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Certificates for tests, made in this process: a keytool for each needs seconds. */
public final class Certificates {
  /** Names of this machine. */
  public static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1");

  private static final int VALID_DAYS = 30;
  private static final String PASSWORD = "changeit";
  private static final String ALIAS = "it";
  private final Path directory;
  private final Map<String, Issued> made = new HashMap<>();

  /** They are written to this directory. */
  public Certificates(Path directory) {
    this.directory = directory;
  }

  /**
   * A self-signed certificate of this machine and its key: {@code name.crt} and {@code name.key}.
   * It is valid from now for 30 days.
   */
  public Certificates selfSigned(String name, String commonName) {
    return selfSigned(name, commonName, LOOPBACK, 0, VALID_DAYS);
  }

  /**
   * As above, for other hosts or with another validity.
   *
   * @param hosts names and IPv4 addresses; may be empty
   * @param fromDay the first day on which it is valid, from today
   * @param untilDay the last day
   */
  public Certificates selfSigned(
      String name, String commonName, List<String> hosts, int fromDay, int untilDay) {
    var issued = issue(subject(commonName, hosts, false, fromDay, untilDay), null);
    return write(name, issued);
  }

  /**
   * A certificate of this machine that an intermediate authority of an unknown root has issued. The
   * files have the whole chain.
   */
  public Certificates issued(String name, String commonName) {
    var root = issue(subject("Test Root", List.of(), true, 0, VALID_DAYS), null);
    var issuer = issue(subject("Test Intermediate", List.of(), true, 0, VALID_DAYS), root);
    return write(name, issue(subject(commonName, LOOPBACK, false, 0, VALID_DAYS), issuer));
  }

  /**
   * What a certificate says.
   *
   * @param hosts names and IPv4 addresses; may be empty
   */
  private record Subject(
      String commonName, List<String> hosts, boolean authority, Instant from, Instant until) {}

  /** A key with its certificate and those of its issuers. */
  private record Issued(String commonName, PrivateKey key, List<X509Certificate> chain) {}

  private static Subject subject(
      String commonName, List<String> hosts, boolean authority, int fromDay, int untilDay) {
    var now = Instant.now();
    return new Subject(
        commonName,
        hosts,
        authority,
        now.plus(Duration.ofDays(fromDay)),
        now.plus(Duration.ofDays(untilDay)));
  }

  private static Issued issue(Subject subject, @Nullable Issued issuer) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var keys = generator.generateKeyPair();
      var by = issuer == null ? subject.commonName() : issuer.commonName();
      var signer = issuer == null ? keys.getPrivate() : issuer.key();
      var chain = new ArrayList<X509Certificate>();
      chain.add(certificate(subject, keys.getPublic(), by, signer));
      if (issuer != null) {
        chain.addAll(issuer.chain());
      }
      return new Issued(subject.commonName(), keys.getPrivate(), chain);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate certificate(
      Subject subject, PublicKey key, String issuer, PrivateKey signer)
      throws IOException, GeneralSecurityException {
    var builder =
        new JcaX509v3CertificateBuilder(
            new X500Name("CN=" + issuer),
            new BigInteger(64, new SecureRandom()),
            Date.from(subject.from()),
            Date.from(subject.until()),
            new X500Name("CN=" + subject.commonName()),
            key);
    builder.addExtension(
        Extension.basicConstraints, true, new BasicConstraints(subject.authority()));
    if (!subject.hosts().isEmpty()) {
      var hosts = subject.hosts().stream().map(Certificates::name).toArray(GeneralName[]::new);
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(hosts));
    }
    try {
      var signature = new JcaContentSignerBuilder("SHA256withECDSA").build(signer);
      return new JcaX509CertificateConverter().getCertificate(builder.build(signature));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static GeneralName name(String host) {
    var isAddress = host.matches("[0-9.]+");
    return new GeneralName(isAddress ? GeneralName.iPAddress : GeneralName.dNSName, host);
  }

  private Certificates write(String name, Issued issued) {
    made.put(name, issued);
    try {
      var chain = new StringBuilder();
      for (var certificate : issued.chain()) {
        chain.append(pem("CERTIFICATE", certificate.getEncoded()));
      }
      Files.writeString(file(name + ".crt"), chain);
      Files.writeString(file(name + ".key"), pem("PRIVATE KEY", issued.key().getEncoded()));
      return this;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A file of the directory. */
  public Path file(String name) {
    return directory.resolve(name);
  }

  /** A key store of a certificate, its key and its issuers. */
  public KeyStore store(String name) {
    return store(name, issued(name).chain().size());
  }

  /**
   * The same without the authorities behind a part of its chain, as a server that is set up
   * incompletely sends it.
   *
   * @param certificates of the chain that remain, the server's own first
   */
  public KeyStore store(String name, int certificates) {
    // in a PKCS12 key store each key costs 10,000 hashes
    return store("JKS", issued(name), certificates);
  }

  /** Writes the key store {@code name.p12}. */
  public Path storeFile(String name) {
    try (var out = Files.newOutputStream(file(name + ".p12"))) {
      store("PKCS12", issued(name), issued(name).chain().size()).store(out, password());
      return file(name + ".p12");
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyStore store(String type, Issued issued, int certificates) {
    try {
      var keys = KeyStore.getInstance(type);
      keys.load(null, password());
      var chain = issued.chain().subList(0, certificates).toArray(X509Certificate[]::new);
      keys.setKeyEntry(ALIAS, issued.key(), password(), chain);
      return keys;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Issued issued(String name) {
    return Objects.requireNonNull(made.get(name));
  }

  /** Of the key stores and keys. */
  public char[] password() {
    return PASSWORD.toCharArray();
  }

  private static String pem(String type, byte[] bytes) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
        + "\n-----END "
        + type
        + "-----\n";
  }
}
