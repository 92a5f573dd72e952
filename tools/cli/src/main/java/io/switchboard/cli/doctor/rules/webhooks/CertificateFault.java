package io.switchboard.cli.doctor.rules.webhooks;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Why a server's certificates are not accepted. Pure.
 *
 * @param found names of hosts and authorities only
 */
public record CertificateFault(Kind kind, String found) {
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  /** The kinds, in the order in which they are looked for. */
  public enum Kind {
    EXPIRED,
    NOT_YET_VALID,
    OTHER_HOST,
    SELF_SIGNED,
    /** The server does not send the certificate of the authority that issued its own. */
    INCOMPLETE_CHAIN,
    UNKNOWN_AUTHORITY,
    /** The server presents none. */
    NO_HANDSHAKE
  }

  /** The server ends the handshake before it presents a certificate. */
  public static CertificateFault withoutHandshake(String host) {
    return new CertificateFault(Kind.NO_HANDSHAKE, "the TLS handshake with " + host + " fails");
  }

  /**
   * The first fault of certificates that this machine does not accept.
   *
   * @param presented the server's own certificate first
   */
  public static CertificateFault of(List<X509Certificate> presented, String host, Instant now) {
    for (var each : presented) {
      if (each.getNotAfter().toInstant().isBefore(now)) {
        return new CertificateFault(
            Kind.EXPIRED,
            "a certificate of %s expired on %s"
                .formatted(host, day(each.getNotAfter().toInstant())));
      }
      if (each.getNotBefore().toInstant().isAfter(now)) {
        return new CertificateFault(
            Kind.NOT_YET_VALID,
            "a certificate of %s is valid from %s only"
                .formatted(host, day(each.getNotBefore().toInstant())));
      }
    }
    var own = presented.getFirst();
    var names = names(own);
    if (names.stream().noneMatch(name -> covers(name, host))) {
      return new CertificateFault(
          Kind.OTHER_HOST,
          "the certificate is for %s and not for %s"
              .formatted(names.isEmpty() ? "no host" : String.join(", ", names), host));
    }
    var issuer = own.getIssuerX500Principal();
    if (own.getSubjectX500Principal().equals(issuer)) {
      return new CertificateFault(
          Kind.SELF_SIGNED, "the certificate of %s is self-signed".formatted(host));
    }
    return presented.stream().noneMatch(each -> each.getSubjectX500Principal().equals(issuer))
        ? new CertificateFault(
            Kind.INCOMPLETE_CHAIN,
            "%s sends its certificate without that of its issuer (%s)"
                .formatted(host, issuer.getName()))
        : new CertificateFault(
            Kind.UNKNOWN_AUTHORITY,
            "the chain of %s ends at an authority that is not trusted (%s)"
                .formatted(host, presented.getLast().getIssuerX500Principal().getName()));
  }

  private static String day(Instant time) {
    return time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }

  private static List<String> names(X509Certificate certificate) {
    var names = new ArrayList<String>();
    try {
      var alternatives = certificate.getSubjectAlternativeNames();
      for (var each : alternatives == null ? List.<List<?>>of() : alternatives) {
        if (each.get(0) instanceof Integer type
            && (type == DNS_NAME || type == IP_ADDRESS)
            && each.get(1) instanceof String name) {
          names.add(name);
        }
      }
    } catch (CertificateParsingException _) {
      return List.of(); // names that cannot be read cover no host
    }
    return names;
  }

  /** A wildcard stands for the first label. */
  private static boolean covers(String name, String host) {
    var wanted = host.toLowerCase(Locale.ROOT);
    var covered = name.toLowerCase(Locale.ROOT);
    return covered.equals(wanted)
        || (covered.startsWith("*.") && wanted.replaceFirst("^[^.]+", "*").equals(covered));
  }
}
