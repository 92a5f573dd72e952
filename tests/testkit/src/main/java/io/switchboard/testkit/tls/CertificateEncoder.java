package io.switchboard.testkit.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Writes X.509 certificates of elliptic-curve keys in DER (RFC 5280): the JDK has no API for it.
 */
final class CertificateEncoder {
  private static final int INTEGER = 0x02;
  private static final int SEQUENCE = 0x30;
  private static final int EXTENSIONS = 0xa3;
  private static final byte[] TRUE = der(0x01, new byte[] {(byte) 0xff});
  private static final byte[] ECDSA_WITH_SHA256 =
      der(SEQUENCE, oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
  private static final byte[] COMMON_NAME = oid(0x55, 0x04, 0x03);
  private static final byte[] ALTERNATIVE_NAMES = oid(0x55, 0x1d, 0x11);
  private static final byte[] BASIC_CONSTRAINTS = oid(0x55, 0x1d, 0x13);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private CertificateEncoder() {}

  /**
   * What a certificate says.
   *
   * @param hosts names and IPv4 addresses; may be empty
   */
  record Subject(
      String commonName, List<String> hosts, boolean authority, Instant from, Instant until) {}

  /** A certificate of a key, signed by its issuer. */
  static X509Certificate encode(Subject subject, PublicKey key, String issuer, PrivateKey signer)
      throws GeneralSecurityException, UnknownHostException {
    var content =
        der(
            SEQUENCE,
            der(0xa0, der(INTEGER, new byte[] {2})), // version 3
            der(INTEGER, new BigInteger(64, new SecureRandom()).toByteArray()),
            ECDSA_WITH_SHA256,
            name(issuer),
            der(SEQUENCE, time(subject.from()), time(subject.until())),
            name(subject.commonName()),
            key.getEncoded(),
            der(EXTENSIONS, der(SEQUENCE, constraints(subject), alternativeNames(subject))));
    var signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(signer);
    signature.update(content);
    var whole =
        der(
            SEQUENCE,
            content,
            ECDSA_WITH_SHA256,
            der(0x03, new byte[] {0}, signature.sign())); // a bit string without unused bits
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(whole));
  }

  private static byte[] constraints(Subject subject) {
    var value = subject.authority() ? der(SEQUENCE, TRUE) : der(SEQUENCE);
    return der(SEQUENCE, BASIC_CONSTRAINTS, TRUE, der(0x04, value));
  }

  private static byte[] alternativeNames(Subject subject) throws UnknownHostException {
    if (subject.hosts().isEmpty()) {
      return new byte[0];
    }
    var names = new ByteArrayOutputStream();
    for (var host : subject.hosts()) {
      names.writeBytes(
          host.matches("[0-9.]+")
              ? der(0x87, InetAddress.getByName(host).getAddress())
              : der(0x82, host.getBytes(US_ASCII)));
    }
    return der(SEQUENCE, ALTERNATIVE_NAMES, der(0x04, der(SEQUENCE, names.toByteArray())));
  }

  private static byte[] name(String commonName) {
    var text = der(0x0c, commonName.getBytes(UTF_8));
    return der(SEQUENCE, der(0x31, der(SEQUENCE, COMMON_NAME, text)));
  }

  private static byte[] time(Instant time) {
    return der(0x17, TIME.format(time).getBytes(US_ASCII));
  }

  private static byte[] oid(int... bytes) {
    var value = new byte[bytes.length];
    for (var i = 0; i < bytes.length; i++) {
      value[i] = (byte) bytes[i];
    }
    return der(0x06, value);
  }

  /** Tag, length and the parts one behind the other. */
  private static byte[] der(int tag, byte[]... parts) {
    var value = new ByteArrayOutputStream();
    for (var part : parts) {
      value.writeBytes(part);
    }
    var encoded = new ByteArrayOutputStream();
    encoded.write(tag);
    var length = value.size();
    if (length >= 0x80) {
      var bytes = BigInteger.valueOf(length).toByteArray();
      var from = bytes[0] == 0 ? 1 : 0;
      encoded.write(0x80 + bytes.length - from);
      encoded.write(bytes, from, bytes.length - from);
    } else {
      encoded.write(length);
    }
    encoded.writeBytes(value.toByteArray());
    return encoded.toByteArray();
  }
}
