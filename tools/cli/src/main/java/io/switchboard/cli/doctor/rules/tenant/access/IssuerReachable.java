package io.switchboard.cli.doctor.rules.tenant.access;

import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.webhooks.CertificateFault;
import java.util.Optional;

/**
 * Check 2: DNS, TLS and proxy of the host that gives tokens.
 *
 * @param host of the issuer
 * @param connection how far a connection came
 * @param fault of its certificates, when the connection fails at them and no proxy is between
 * @param proxied whether the JVM sends requests to a proxy
 * @param encrypted whether the address is https
 * @param loopback whether the host is this machine
 */
public record IssuerReachable(
    String host,
    Connection connection,
    Optional<CertificateFault> fault,
    boolean proxied,
    boolean encrypted,
    boolean loopback) {

  private static final String INSPECTED =
      "a proxy may inspect TLS: add its authority to the JVM, or except this host";

  /** How far a connection came. */
  public enum Connection {
    ANSWERED,
    UNKNOWN_HOST,
    REFUSED,
    TIMEOUT,
    UNTRUSTED_CERTIFICATE,
    TLS_FAILED,
    /** 407. */
    PROXY_DEMANDS_LOGIN,
    BROKEN
  }

  /** The result. */
  public Verdict verdict() {
    var proxy = proxied ? "; the JVM's proxy is used" : "";
    return switch (connection) {
      case ANSWERED ->
          encrypted || loopback
              ? Verdict.passed("%s answers%s", host, proxy)
              : new Verdict.Failed(
                  host + " is asked without TLS", "use https: credentials are sent there");
      case UNKNOWN_HOST ->
          new Verdict.Failed(
              host + " is unknown to DNS", "check CXONE_ISSUER or CXONE_BASE_URL, and DNS");
      case REFUSED ->
          new Verdict.Failed(
              host + " refuses the connection" + proxy, "check the port, and open the firewall");
      case TIMEOUT ->
          new Verdict.Failed(
              host + " does not answer in time" + proxy,
              "open the firewall for it, or set the JVM's https.proxyHost");
      case UNTRUSTED_CERTIFICATE ->
          fault
              .map(known -> new Verdict.Failed(known.found(), remedy(known.kind())))
              .orElseGet(
                  () ->
                      new Verdict.Failed(
                          "the certificate of " + host + " is not trusted" + proxy, INSPECTED));
      case TLS_FAILED ->
          new Verdict.Failed(
              "the TLS handshake with " + host + " fails", "check the address and the proxy");
      case PROXY_DEMANDS_LOGIN ->
          new Verdict.Failed("the proxy demands a login", "allow this host without a login");
      case BROKEN ->
          new Verdict.Failed(
              "the connection to " + host + " breaks" + proxy, "look at what is between");
    };
  }

  private static String remedy(CertificateFault.Kind kind) {
    return switch (kind) {
      case EXPIRED -> "check that CXONE_ISSUER is right and no proxy answers in its place";
      case NOT_YET_VALID -> "check the clock of this machine";
      case OTHER_HOST -> "check the host name in CXONE_ISSUER, and DNS";
      case SELF_SIGNED, UNKNOWN_AUTHORITY -> INSPECTED;
      case INCOMPLETE_CHAIN ->
          "check the host name in CXONE_ISSUER; else that server lacks its intermediates, or "
              + INSPECTED;
      case NO_HANDSHAKE -> "check the address and the proxy";
    };
  }
}
