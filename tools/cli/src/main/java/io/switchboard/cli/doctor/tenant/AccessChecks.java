package io.switchboard.cli.doctor.tenant;

import io.switchboard.cli.doctor.CertificateTrial;
import io.switchboard.cli.doctor.Check;
import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.tenant.access.ApiDiscovery;
import io.switchboard.cli.doctor.rules.tenant.access.BaseMatches;
import io.switchboard.cli.doctor.rules.tenant.access.ClockSkew;
import io.switchboard.cli.doctor.rules.tenant.access.IssuerReachable;
import io.switchboard.cli.doctor.rules.tenant.access.IssuerReachable.Connection;
import io.switchboard.cli.doctor.rules.tenant.access.OpenidConfiguration;
import io.switchboard.cli.doctor.rules.tenant.access.ServerTime;
import io.switchboard.cli.doctor.rules.tenant.access.TokenContent;
import io.switchboard.cli.doctor.rules.tenant.access.TokenGranted;
import io.switchboard.cli.doctor.rules.webhooks.CertificateFault;
import io.switchboard.cxone.profile.Auth.Grant;
import io.switchboard.cxone.profile.Operation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The checks 1 to 8: from the clock to the first request with a token. */
record AccessChecks(TenantSession tenant, List<String> missing) {

  List<Check> all() {
    return List.of(
        new Check("1", "clock against the issuer", "", this::clock),
        new Check("2", "issuer: DNS, TLS, proxy", "1", this::issuer),
        new Check("3", "openid-configuration", "2", this::openid),
        new Check("4", "a token", "3", this::token),
        new Check("5", "claims and life of the token", "4", this::content),
        new Check("6", "cxone-configuration", "5", this::discovery),
        new Check("7", "configured against discovered base", "6", this::base),
        new Check("8", "a request with the token", "6", this::serverTime));
  }

  private Verdict clock() throws InterruptedException {
    var before = Instant.now();
    var response = tenant.http.send(HttpRequest.newBuilder(start()).GET());
    var after = Instant.now();
    tenant.issuer = response.connection();
    return new ClockSkew(response.date().map(time -> ahead(before, time, after))).verdict();
  }

  /** Date has whole seconds: only what is certain counts. */
  private static Duration ahead(Instant before, Instant issuer, Instant after) {
    if (before.isAfter(issuer.plusSeconds(1))) {
      return Duration.between(issuer.plusSeconds(1), before);
    }
    return after.isBefore(issuer) ? Duration.between(issuer, after) : Duration.ZERO;
  }

  private Verdict issuer() throws InterruptedException {
    var issuer = tenant.settings.issuer();
    var host = String.valueOf(issuer.getHost());
    var loopback = false;
    try {
      loopback = InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return reachable(Connection.UNKNOWN_HOST, false).verdict();
    }
    return reachable(tenant.issuer, loopback).verdict(); // as check 1 found it
  }

  private IssuerReachable reachable(Connection connection, boolean loopback) {
    var issuer = tenant.settings.issuer();
    var selector = ProxySelector.getDefault();
    var proxied =
        selector != null
            && selector.select(issuer).stream()
                .anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
    var fault =
        connection == Connection.UNTRUSTED_CERTIFICATE && !proxied
            ? Optional.of(CertificateTrial.fault(issuer))
            : Optional.<CertificateFault>empty();
    return new IssuerReachable(
        String.valueOf(issuer.getHost()),
        connection,
        fault,
        proxied,
        "https".equals(issuer.getScheme()),
        loopback);
  }

  private URI start() {
    return URI.create(tenant.settings.issuer() + "/.well-known/openid-configuration");
  }

  private Verdict openid() throws InterruptedException {
    if (tenant.settings.profile().auth().discovery() == null) {
      return Verdict.passed("not in this profile");
    }
    var needed = tenant.settings.tokenRequest().grant() == Grant.PASSWORD;
    var response = tenant.http.send(HttpRequest.newBuilder(start()).GET());
    return new OpenidConfiguration(
            response.reply(), response.body().path("token_endpoint").isTextual(), needed)
        .verdict();
  }

  private Verdict token() throws InterruptedException {
    if (!missing.isEmpty()) {
      return new TokenGranted(missing, List.of()).verdict();
    }
    var trial = new TokenTrial(tenant.settings);
    var tried = new ArrayList<TokenGranted.Trial>();
    for (var way : trial.ways()) {
      var response = tenant.http.send(trial.request(way));
      var token = !response.body().path("access_token").asText("").isEmpty();
      tried.add(new TokenGranted.Trial(TokenTrial.way(way.grant()), response.reply(), token));
      if (token) {
        tenant.granted(response.body());
        break;
      }
    }
    return new TokenGranted(List.of(), tried).verdict();
  }

  private Verdict content() {
    var names = new ArrayList<String>();
    tenant.claims.properties().stream()
        .filter(claim -> !claim.getValue().asText("x").isBlank())
        .forEach(claim -> names.add(claim.getKey()));
    var discovery = tenant.settings.profile().auth().discovery();
    var life = tenant.token.path("expires_in").asLong(-1);
    return new TokenContent(
            life > 0 ? Optional.of(Duration.ofSeconds(life)) : Optional.empty(),
            names,
            discovery == null || tenant.settings.baseUrl() != null ? "" : discovery.claim())
        .verdict();
  }

  private Verdict discovery() throws InterruptedException, IOException {
    var discovery = tenant.settings.profile().auth().discovery();
    if (discovery == null) {
      return Verdict.passed("not in this profile: CXONE_BASE_URL is the address");
    }
    var issuer = tenant.claims.path("iss").asText(tenant.settings.issuer().toString());
    var claim = tenant.claims.path(discovery.claim()).asText("");
    var url =
        issuer
            + discovery.path()
            + "?"
            + discovery.claim()
            + "="
            + URLEncoder.encode(claim, StandardCharsets.UTF_8);
    var response = tenant.http.send(HttpRequest.newBuilder(URI.create(url)).GET());
    tenant.discovered = response.body().path(discovery.base()).asText("").replaceAll("/+$", "");
    return new ApiDiscovery(response.reply(), tenant.discovered, tenant.settings.baseUrl() != null)
        .verdict();
  }

  private Verdict base() {
    var configured = tenant.settings.baseUrl();
    return new BaseMatches(configured == null ? "" : configured.toString(), tenant.discovered)
        .verdict();
  }

  private Verdict serverTime() throws InterruptedException {
    if (tenant.hasLists()) {
      return new ServerTime(tenant.get("/server-time").reply(), "GET /server-time", false)
          .verdict();
    }
    var path =
        tenant
            .settings
            .profile()
            .endpoint(Operation.CONTACT)
            .map(endpoint -> endpoint.path().template().replaceAll("\\{[^}]+}", "doctor"))
            .orElse("/");
    return new ServerTime(tenant.get(path).reply(), "GET " + path, true).verdict();
  }
}
