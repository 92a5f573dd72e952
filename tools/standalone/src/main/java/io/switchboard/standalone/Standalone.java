package io.switchboard.standalone;

import io.switchboard.contract.settings.Environment;
import io.switchboard.ingress.IngressService;
import io.switchboard.service.HealthCheck;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.Service;
import io.switchboard.standalone.ServiceCatalog.Entry;
import io.switchboard.tenant.SimulatedTenant;
import io.switchboard.tenant.TenantOptions;
import io.switchboard.tenant.traffic.TrafficOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Broker, PostgreSQL, Redis, the five services and the simulated tenant in this process (the
 * databases as its children), on one data directory.
 */
public final class Standalone implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(120);
  private static final String GATE = "up";
  private static final String CLIENT_ID = "switchboard";
  private static final String CLIENT_SECRET = "simulated-secret";

  private final UpSettings settings;
  private final Parts parts = new Parts();
  private final Faults faults = new Faults();
  private final List<Service> services = new ArrayList<>();
  private @Nullable SimulatedTenant tenant;

  public Standalone(UpSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts everything and waits until all of it is ready.
   *
   * @return how to reach it, as settings
   * @throws IllegalStateException when the directory is in use, a port is taken, or a part does not
   *     start; what had started is stopped by {@link #close}
   */
  public Map<String, String> start() {
    var data = parts.keep("data directory", DataDirectory.take(settings.dataDir()));
    data.stopOrphans();
    probePorts();
    parts.nextStage();
    var addresses = new TreeMap<>(new Infrastructure(settings, data, parts, faults).start());
    if (!settings.infraOnly()) {
      parts.nextStage();
      addresses.putAll(startTenant());
      parts.nextStage();
      startServices(new ServiceSettings(settings, data, addresses));
    }
    var written = addressesToTell(addresses);
    data.writeAddresses(written);
    playTraffic();
    return written;
  }

  private void probePorts() {
    var ports = settings.ports();
    var probe = new PortProbe();
    if (settings.embedsBroker()) {
      probe.need(ports.kafka(), "Kafka", "--port-base, or KAFKA_BOOTSTRAP_SERVERS to use yours");
      probe.need(ports.controller(), "Kafka's controller", "--port-base");
    }
    if (settings.embedsDatabase()) {
      probe.need(ports.postgres(), "PostgreSQL", "--port-base, or DATABASE_URL to use yours");
    }
    if (settings.embedsRedis()) {
      probe.need(ports.redis(), "Redis", "--port-base, or REDIS_URL to use yours");
    }
    if (settings.embedsTenant()) {
      probe.need(ports.tenant(), "the simulated tenant", "--port-base, or CXONE_BASE_URL");
    }
    if (!settings.infraOnly()) {
      probe.need(ports.http(), "ingress", "HTTP_PORT or --port-base");
      probe.need(ports.console(), "the console", "--port-base");
      if (new Environment(settings.variables()).text("TLS_CERT").isPresent()) {
        probe.need(ports.tls(), "ingress with TLS", "TLS_PORT or --port-base");
      }
      for (var entry : ServiceCatalog.entries()) {
        probe.need(
            ServiceSettings.managementPort(ports, entry.name()),
            "the management of " + entry.name(),
            "--port-base");
      }
    }
    probe.check();
  }

  private Map<String, String> startTenant() {
    if (!settings.embedsTenant()) {
      return Map.of();
    }
    tenant =
        parts.keep(
            "simulated tenant",
            SimulatedTenant.start(
                TenantOptions.onPort(settings.ports().tenant())
                    .withClient(CLIENT_ID, CLIENT_SECRET)));
    return Map.of(
        "CXONE_BASE_URL",
        tenant.baseUrl().toString(),
        "CXONE_VOICE_URL",
        tenant.voiceUrl().toString(),
        "CXONE_CLIENT_ID",
        CLIENT_ID,
        "CXONE_CLIENT_SECRET",
        CLIENT_SECRET,
        "CXONE_TENANT",
        "simulated");
  }

  private void playTraffic() {
    if (tenant != null && settings.traffic() > 0) {
      tenant.play(
          TrafficOptions.of(
                  URI.create("http://127.0.0.1:" + settings.ports().http()), settings.traffic())
              .withHeaders(webhookHeader()));
    }
  }

  private Map<String, String> webhookHeader() {
    var header = new Environment(settings.variables()).text("WEBHOOK_HEADER", "");
    var colon = header.indexOf(':');
    return colon < 1
        ? Map.of()
        : Map.of(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
  }

  /** All at the same time; ingress lets nobody in before the last one is ready. */
  private void startServices(ServiceSettings environments) {
    var gate = new HealthChecks();
    gate.down(GATE, "the other services are starting");
    try (var together = new Together()) {
      for (var entry : ServiceCatalog.entries()) {
        together.start(entry.name(), () -> keep(entry.name(), start(entry, environments, gate)));
      }
      together.await();
    }
    awaitReady();
    gate.up(GATE);
  }

  private static Service start(Entry entry, ServiceSettings environments, HealthChecks gate) {
    var environment = environments.of(entry);
    return entry.name().equals(IngressService.NAME)
        ? IngressService.start(environment, gate)
        : entry.start().apply(environment);
  }

  private Service keep(String name, Service service) {
    parts.keep(name, service);
    faults.watch(service);
    synchronized (services) {
      services.add(service);
    }
    return service;
  }

  private void awaitReady() {
    var end = System.nanoTime() + READY.toNanos();
    while (!pending().isEmpty()) {
      if (faults.any()) {
        throw new IllegalStateException(faults.await());
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "not ready after " + READY.toSeconds() + " s: " + String.join("; ", pending()));
      }
      pause();
    }
  }

  private List<String> pending() {
    synchronized (services) {
      return services.stream()
          .flatMap(
              service -> service.health().snapshot().stream().map(check -> tell(service, check)))
          .filter(text -> !text.isEmpty())
          .collect(Collectors.toList());
    }
  }

  private static String tell(Service service, HealthCheck check) {
    return switch (check.status()) {
      case UP, PAUSED -> "";
      case DOWN, FAILED ->
          check.name().equals(GATE)
              ? ""
              : service.name() + " " + check.name() + ": " + check.detail();
    };
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the services became ready", e);
    }
  }

  /** What other commands need; secrets that the user brought stay where they are. */
  private Map<String, String> addressesToTell(Map<String, String> addresses) {
    var told = new TreeMap<String, String>();
    addresses.forEach((name, value) -> told.putAll(settings.reference(name, value)));
    told.remove("CXONE_CLIENT_SECRET");
    new Environment(settings.variables())
        .text("TOPIC_PREFIX")
        .ifPresent(prefix -> told.put("TOPIC_PREFIX", prefix));
    if (!settings.infraOnly()) {
      told.put("HTTP_PORT", Integer.toString(settings.ports().http()));
      told.put("CONSOLE_URL", "http://127.0.0.1:" + settings.ports().console());
      for (var entry : ServiceCatalog.entries()) {
        told.put(
            managementUrlName(entry.name()),
            "http://127.0.0.1:" + ServiceSettings.managementPort(settings.ports(), entry.name()));
      }
    }
    return told;
  }

  /** The name under which a service's management address is written down. */
  public static String managementUrlName(String service) {
    return service.toUpperCase(java.util.Locale.ROOT).replace('-', '_') + "_MANAGEMENT_URL";
  }

  /** Waits until something ends that should not have, and tells what. */
  public String awaitFault() {
    return faults.await();
  }

  /** Stops everything that was started, the other way round. */
  @Override
  public void close() {
    faults.stopping();
    parts.close();
  }
}
