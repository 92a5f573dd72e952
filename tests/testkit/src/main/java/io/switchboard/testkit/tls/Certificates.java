package io.switchboard.testkit.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Certificates for tests, made by the JDK's own keytool. */
public final class Certificates {
  /** Options of a certificate of this machine that is valid for 30 days. */
  public static final List<String> LOOPBACK =
      List.of("-ext", "san=dns:localhost,ip:127.0.0.1", "-validity", "30");

  private static final String PASSWORD = "changeit";
  private static final String ALIAS = "it";
  private final Path directory;

  /** They are written to this directory. */
  public Certificates(Path directory) {
    this.directory = directory;
  }

  /**
   * A self-signed certificate of this machine and its key: {@code name.crt}, {@code name.key},
   * {@code name.p12}.
   */
  public Certificates selfSigned(String name, String commonName) {
    return selfSigned(name, commonName, LOOPBACK);
  }

  /**
   * As above, for other hosts or with another validity.
   *
   * @param options of keytool: {@code -ext san=dns:example.com}, {@code -startdate -10d}
   */
  public Certificates selfSigned(String name, String commonName, List<String> options) {
    keyPair(name, ALIAS, commonName, options);
    return export(name);
  }

  /**
   * A certificate of this machine that an intermediate authority of an unknown root has issued. The
   * files have the whole chain.
   */
  public Certificates issued(String name, String commonName) {
    keyPair(name, "root", "Test Root", List.of("-ext", "bc:c"));
    keyPair(name, "issuer", "Test Intermediate", List.of("-ext", "bc:c", "-signer", "root"));
    var options = new ArrayList<>(LOOPBACK);
    options.addAll(List.of("-signer", "issuer"));
    keyPair(name, ALIAS, commonName, options);
    return export(name);
  }

  private void keyPair(String name, String alias, String commonName, List<String> options) {
    var arguments =
        new ArrayList<>(
            List.of("-genkeypair", "-alias", alias, "-keyalg", "EC", "-groupname", "secp256r1"));
    arguments.addAll(List.of("-dname", "CN=" + commonName, "-storetype", "PKCS12"));
    arguments.addAll(List.of("-keystore", file(name + ".p12").toString()));
    arguments.addAll(options);
    keytool(arguments);
  }

  private Certificates export(String name) {
    try {
      var keys = store(name);
      var chain = new StringBuilder();
      for (var certificate : keys.getCertificateChain(ALIAS)) {
        chain.append(pem("CERTIFICATE", certificate.getEncoded()));
      }
      Files.writeString(file(name + ".crt"), chain);
      var key = keys.getKey(ALIAS, PASSWORD.toCharArray());
      Files.writeString(file(name + ".key"), pem("PRIVATE KEY", key.getEncoded()));
      return this;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The key store {@code name.p12} without the authorities behind a part of its chain, as a server
   * that is set up incompletely sends it.
   *
   * @param certificates of the chain that remain, the server's own first
   */
  public KeyStore store(String name, int certificates) {
    var whole = store(name);
    try {
      var cut = KeyStore.getInstance("PKCS12");
      cut.load(null, password());
      cut.setKeyEntry(
          ALIAS,
          whole.getKey(ALIAS, password()),
          password(),
          Arrays.copyOf(whole.getCertificateChain(ALIAS), certificates));
      return cut;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A file of the directory. */
  public Path file(String name) {
    return directory.resolve(name);
  }

  /** The key store {@code name.p12}. */
  public KeyStore store(String name) {
    try (var in = Files.newInputStream(file(name + ".p12"))) {
      var keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      return keys;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
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

  private static void keytool(List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC")); // a short program
    command.addAll(arguments);
    command.addAll(List.of("-storepass", PASSWORD, "-keypass", PASSWORD));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var output =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
