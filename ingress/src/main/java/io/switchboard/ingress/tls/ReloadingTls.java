package io.switchboard.ingress.tls;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.task.ScheduledTask;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of the TLS port: TLS 1.2 and 1.3, read again within seconds when one of its files
 * changes. A pair that cannot be used, or that is expired or not yet valid while the old one is
 * valid, leaves the old one in place: it is tried again at every check, the health line {@code tls}
 * names the reason, and the instance stays ready.
 */
public final class ReloadingTls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadingTls.class);
  private static final String NAME = "tls";
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(2);
  private final TlsSettings tls;
  private final HealthChecks health;
  private final Clock clock;
  private final SslContextFactory.Server context = new SslContextFactory.Server();
  private final ScheduledTask checks;
  private List<String> seen;
  private volatile X509Certificate served;
  private volatile @Nullable String problem;

  /** Throws IllegalArgumentException when the files cannot be used. */
  public ReloadingTls(TlsSettings tls, HealthChecks health, MeterRegistry meters, Clock clock) {
    this.tls = tls;
    this.health = health;
    this.clock = clock;
    seen = state();
    var files = TlsFiles.read(tls);
    configure(files);
    served = files.certificate();
    if (!isValid(served)) {
      LOG.warn("{}; senders that check it do not connect", validity(served));
    }
    report();
    gauges(meters);
    checks =
        ScheduledTask.withFixedDelay(NAME, health, CHECK_INTERVAL, CHECK_INTERVAL, this::check);
  }

  private void gauges(MeterRegistry meters) {
    Gauge.builder(
            "ingress_tls_certificate_expiry_timestamp_seconds",
            this,
            it -> it.served.getNotAfter().toInstant().getEpochSecond())
        .description("When the certificate that the TLS port serves expires, seconds since 1970")
        .register(meters);
    Gauge.builder("ingress_tls_reload_failed", this, it -> it.problem == null ? 0 : 1)
        .description("1 while the certificate in the files is not used and the old one is served")
        .register(meters);
  }

  public SslContextFactory.Server context() {
    return context;
  }

  /** What the files hold, all read before anything is changed. */
  private record TlsFiles(KeyStore keys, String password, @Nullable KeyStore authorities) {
    static TlsFiles read(TlsSettings tls) {
      var password = UUID.randomUUID().toString(); // of this process alone
      var keys = PemFiles.keys(tls.certificate(), tls.key(), password);
      var authority = tls.clientAuthority();
      return new TlsFiles(
          keys, password, authority == null ? null : PemFiles.authorities(authority));
    }

    X509Certificate certificate() {
      return PemFiles.certificate(keys);
    }
  }

  private void configure(TlsFiles files) {
    context.setIncludeProtocols("TLSv1.2", "TLSv1.3");
    context.setKeyStore(files.keys());
    context.setKeyStorePassword(files.password());
    context.setKeyManagerPassword(files.password());
    context.setSniRequired(false);
    context.setRenegotiationAllowed(false);
    if (files.authorities() != null) {
      context.setTrustStore(files.authorities());
      context.setWantClientAuth(true); // others may still prove themselves by other means
    }
  }

  private void check() {
    var now = state();
    if (now.equals(seen) && problem == null) {
      return;
    }
    seen = now;
    try {
      var files = TlsFiles.read(tls);
      var read = files.certificate();
      if (isValid(served) && !isValid(read)) {
        failed(validity(read), null);
      } else {
        context.reload(_ -> configure(files));
        served = read;
        problem = null;
        LOG.info("The TLS certificate was read again; it is valid until {}", until(read));
      }
    } catch (Exception e) { // Jetty declares nothing narrower
      failed(Objects.toString(e.getMessage(), e.getClass().getName()), e);
    }
    report();
  }

  /** Logs a reason once, not at every check. */
  private void failed(String reason, @Nullable Exception cause) {
    if (!reason.equals(problem)) {
      LOG.error(
          "The changed TLS certificate is not used, the old one stays: {}; it is tried again every"
              + " {} s",
          reason,
          CHECK_INTERVAL.toSeconds(),
          cause);
    }
    problem = reason;
  }

  private void report() {
    var reason = problem;
    if (reason == null) {
      health.up(NAME, "the certificate is valid until " + until(served));
    } else {
      health.paused(
          NAME,
          "the old certificate is served, valid until " + until(served) + ", because " + reason);
    }
  }

  private boolean isValid(X509Certificate certificate) {
    var now = clock.instant();
    return !now.isBefore(certificate.getNotBefore().toInstant())
        && !now.isAfter(certificate.getNotAfter().toInstant());
  }

  private String validity(X509Certificate certificate) {
    return "the certificate in %s is %s: it is valid from %s until %s"
        .formatted(
            tls.certificate(),
            clock.instant().isAfter(certificate.getNotAfter().toInstant())
                ? "expired"
                : "not yet valid",
            certificate.getNotBefore().toInstant(),
            until(certificate));
  }

  private static String until(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant().toString();
  }

  /** What changes when a file is replaced. */
  private List<String> state() {
    return Stream.of(tls.certificate(), tls.key(), tls.clientAuthority())
        .filter(Objects::nonNull)
        .map(Path::toFile)
        .map(file -> file.lastModified() + " " + file.length()) // 0 for a file that is missing
        .toList();
  }

  @Override
  public void close() {
    checks.close();
  }
}
