package io.switchboard.cli.doctor.deployment;

import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.doctor.CertificateTrial;
import io.switchboard.cli.doctor.Check;
import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.doctor.rules.webhooks.CertificateChain;
import io.switchboard.cli.doctor.rules.webhooks.Latency;
import io.switchboard.cli.doctor.rules.webhooks.WebhookAuthentication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The checks W1 to W4: ingress at PUBLIC_URL, as CXone sees it; without PUBLIC_URL at its own
 * address.
 */
public final class WebhookChecks {
  private static final Duration TIMEOUT = Duration.ofSeconds(4);
  private static final int SAMPLES = 5;
  private static final String ANSWERS = "W1";
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final List<String> SENDERS =
      List.of("WEBHOOK_SECRETS", "WEBHOOK_HEADER", "WEBHOOK_BASIC");
  private static final List<String> PATHS =
      List.of("/webhook/call-result", "/webhook/data-actions", "/webhook/dnc", "/webhook/ivr-menu");

  private final DeploymentOptions deployment;
  private volatile @Nullable URI url; // by checks that run together

  public WebhookChecks(DeploymentOptions deployment) {
    this.deployment = deployment;
  }

  /** The checks in their order. */
  public List<Check> all() {
    return List.of(
        new Check(ANSWERS, "webhooks are reachable", "", this::answers),
        new Check("W2", "webhooks demand authentication", ANSWERS, this::authentication),
        new Check("W3", "certificate chain", "", this::certificate),
        new Check("W4", "latency", ANSWERS, this::latency));
  }

  private Verdict answers() throws IOException, InterruptedException {
    var address = address();
    try (var http = client()) {
      var status = http.send(live(address), BodyHandlers.discarding()).statusCode();
      return status == 200
          ? Verdict.passed("at %s", address)
          : new Verdict.Failed(
              "%s/livez answers %d".formatted(address, status),
              "let PUBLIC_URL lead to ingress, without a redirect");
    } catch (SSLException _) {
      return new Verdict.Failed(
          "no TLS connection: " + CertificateTrial.fault(address).found(), "see check W3");
    } catch (IOException e) {
      return new Verdict.Failed(
          "ingress does not answer at %s (%s)".formatted(address, e.getClass().getSimpleName()),
          "open the firewall for CXone, and check PUBLIC_URL");
    }
  }

  private Verdict authentication() throws InterruptedException {
    var environment = deployment.environment();
    var address = address();
    var untried =
        isLoopback(address) && SENDERS.stream().allMatch(n -> environment.text(n).isEmpty());
    var statuses = new TreeMap<String, Integer>();
    if (!untried) {
      try (var http = client()) {
        for (var path : PATHS) {
          statuses.put(path, status(http, address.resolve(path)));
        }
      }
    }
    return new WebhookAuthentication(untried, statuses).verdict();
  }

  /** The body is no valid request, so that an open webhook publishes no event. */
  private static int status(HttpClient http, URI url) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(url)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException _) {
      return 0; // no response: the verdict says so
    }
  }

  private Verdict certificate() throws IOException, InterruptedException {
    var address = address();
    var https = "https".equalsIgnoreCase(address.getScheme());
    var production = deployment.isProduction();
    if (!https) {
      return new CertificateChain(false, production, Optional.empty(), Instant.MAX)
          .verdict(Instant.now());
    }
    try (var http = client()) {
      var response = http.send(live(address), BodyHandlers.discarding());
      return new CertificateChain(true, production, Optional.empty(), expires(response))
          .verdict(Instant.now());
    } catch (SSLException _) {
      var fault = Optional.of(CertificateTrial.fault(address));
      return new CertificateChain(true, production, fault, Instant.MAX).verdict(Instant.now());
    } catch (IOException e) {
      return new Verdict.Skipped("no connection, " + e.getClass().getSimpleName());
    }
  }

  private static Instant expires(HttpResponse<?> response) throws SSLException {
    var chain = response.sslSession().orElseThrow().getPeerCertificates();
    return Arrays.stream(chain)
        .flatMap(each -> each instanceof X509Certificate known ? Stream.of(known) : Stream.empty())
        .map(each -> each.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  private Verdict latency() throws IOException, InterruptedException {
    var samples = new ArrayList<Duration>();
    for (var i = 0; i < SAMPLES; i++) {
      try (var http = client()) { // a connection each, as a script of CXone makes
        var began = System.nanoTime();
        http.send(live(address()), BodyHandlers.discarding());
        samples.add(Duration.ofNanos(System.nanoTime() - began));
      }
    }
    return new Latency(samples).verdict();
  }

  /** The results of certificate and latency again, for the checks of a tenant. */
  public List<Verdict> fromOutside() throws IOException, InterruptedException {
    var certificate = certificate();
    return certificate instanceof Verdict.Failed
        ? List.of(certificate) // without a connection there is no latency
        : List.of(certificate, latency());
  }

  /** Whether the address is of this machine only. */
  public boolean isLoopback() {
    return isLoopback(address());
  }

  private static HttpRequest live(URI address) {
    return HttpRequest.newBuilder(address.resolve("/livez")).timeout(TIMEOUT).GET().build();
  }

  private static boolean isLoopback(URI address) {
    return LOOPBACK.contains(String.valueOf(address.getHost()));
  }

  private URI address() {
    var known = url;
    if (known == null) {
      known =
          deployment
              .environment()
              .text("PUBLIC_URL")
              .map(text -> URI.create(text.replaceAll("/+$", "")))
              .orElseGet(() -> deployment.ingress(null));
      url = known;
    }
    return Objects.requireNonNull(known);
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(TIMEOUT)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }
}
