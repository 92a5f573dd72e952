package io.switchboard.ingress.tls;

import io.switchboard.service.HealthChecks;
import io.switchboard.service.task.ScheduledTask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of the TLS port: TLS 1.2 and 1.3, read again within seconds when one of its files
 * changes. A pair that cannot be used leaves the old one in place.
 */
public final class ReloadingTls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadingTls.class);
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(2);
  private final TlsSettings tls;
  private final SslContextFactory.Server context = new SslContextFactory.Server();
  private final ScheduledTask checks;
  private List<String> seen;

  /** Throws IllegalArgumentException when the files cannot be used. */
  public ReloadingTls(TlsSettings tls, HealthChecks health) {
    this.tls = tls;
    seen = state();
    load();
    checks =
        ScheduledTask.withFixedDelay(
            "tls-reload", health, CHECK_INTERVAL, CHECK_INTERVAL, this::check);
  }

  public SslContextFactory.Server context() {
    return context;
  }

  private void load() {
    // all files first, so that one that cannot be used leaves everything as it was
    var password = UUID.randomUUID().toString(); // of this process alone
    var keys = PemFiles.keys(tls.certificate(), tls.key(), password);
    var authority = tls.clientAuthority();
    var authorities = authority == null ? null : PemFiles.authorities(authority);
    context.setIncludeProtocols("TLSv1.2", "TLSv1.3");
    context.setKeyStore(keys);
    context.setKeyStorePassword(password);
    context.setKeyManagerPassword(password);
    context.setSniRequired(false);
    context.setRenegotiationAllowed(false);
    if (authorities != null) {
      context.setTrustStore(authorities);
      context.setWantClientAuth(true); // others may still prove themselves by other means
    }
  }

  private void check() {
    var now = state();
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      context.reload(_ -> load());
      LOG.info("The TLS certificate was read again");
    } catch (Exception e) { // Jetty declares nothing narrower
      LOG.error("The changed TLS certificate cannot be used; the old one stays", e);
    }
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
