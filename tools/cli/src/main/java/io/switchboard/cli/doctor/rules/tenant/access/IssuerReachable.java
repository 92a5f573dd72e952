package io.switchboard.cli.doctor.rules.tenant.access;

import io.switchboard.cli.doctor.rules.Verdict;

/**
 * Check 2: DNS, TLS and proxy of the host that gives tokens.
 *
 * @param host of the issuer
 * @param connection how far a connection came
 * @param proxied whether the JVM sends requests to a proxy
 * @param encrypted whether the address is https
 * @param loopback whether the host is this machine
 */
public record IssuerReachable(
    String host, Connection connection, boolean proxied, boolean encrypted, boolean loopback) {

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
          new Verdict.Failed(
              "the certificate of " + host + " is not trusted" + proxy,
              "a proxy may inspect TLS: add its authority to the JVM, or except this host");
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
}
