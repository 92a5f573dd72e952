package io.switchboard.standalone;

import io.switchboard.contract.settings.Environment;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.ingress.IngressService;
import io.switchboard.service.ComponentStack;
import io.switchboard.service.HealthCheck;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.Service;
import io.switchboard.standalone.ServiceCatalog.ServiceEntry;
import io.switchboard.tenant.SimulatedTenant;
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
  private static final Duration READY_TIMEOUT = Duration.ofSeconds(120);
  private static final String GATE = "up";

  private final UpSettings settings;
  private final ComponentStack components = new ComponentStack();
  private final FailureWatch failures = new FailureWatch();
  private final List<Service> services = new ArrayList<>();
  private @Nullable SimulatedTenant tenant;

  public Standalone(UpSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts everything and waits until all services are ready.
   *
   * @return the addresses, as settings
   * @throws IllegalStateException when the directory is in use, a port is taken, or a part does not
   *     start; {@link #close} stops what had started
   */
  public Map<String, String> start() {
    var data = components.add("data directory", DataDirectory.take(settings.dataDir()));
    data.stopOrphans();
    probePorts();
    components.beginGroup(); // broker, PostgreSQL, Redis
    var addresses = new TreeMap<>(new Infrastructure(settings, data, components, failures).start());
    if (!settings.infraOnly()) {
      addresses.putAll(startTenant());
      components.beginGroup(); // the services
      startServices(new ServiceSettings(settings, data, addresses));
    }
    var written = publishedAddresses(addresses);
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
      EmbeddedDatabase.problem()
          .ifPresent(
              problem -> {
                throw new IllegalStateException(problem);
              });
      probe.need(ports.postgres(), "PostgreSQL", "--port-base, or DATABASE_URL to use yours");
    }
    if (settings.embedsRedis()) {
      probe.need(ports.redis(), "Redis", "--port-base, or REDIS_URL to use yours");
    }
    if (settings.embedsTenant()) {
      probe.need(ports.tenant(), "the simulated tenant", "--port-base, or CXONE_BASE_URL");
      if (settings.nice()) {
        probe.need(ports.issuer(), "the simulated tenant's issuer", "--port-base, or CXONE_ISSUER");
      }
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
    tenant = components.add("simulated tenant", EmbeddedTenant.start(settings));
    return EmbeddedTenant.addresses(tenant, settings);
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

  /** Starts all concurrently; ingress reports ready only after the last service is ready. */
  private void startServices(ServiceSettings environments) {
    var gate = new HealthChecks();
    gate.down(GATE, "the other services are starting");
    try (var starts = new ParallelStart()) {
      for (var entry : ServiceCatalog.entries()) {
        starts.start(entry.name(), () -> keep(entry.name(), start(entry, environments, gate)));
      }
      starts.await();
    }
    awaitReady();
    gate.up(GATE);
  }

  private static Service start(
      ServiceEntry entry, ServiceSettings environments, HealthChecks gate) {
    var environment = environments.of(entry);
    return entry.name().equals(IngressService.NAME)
        ? IngressService.start(environment, gate)
        : entry.start().apply(environment);
  }

  private Service keep(String name, Service service) {
    components.addToGroup(name, service);
    failures.watch(service);
    synchronized (services) {
      services.add(service);
    }
    return service;
  }

  private void awaitReady() {
    var end = System.nanoTime() + READY_TIMEOUT.toNanos();
    while (!pending().isEmpty()) {
      if (failures.any()) {
        throw new IllegalStateException(failures.await());
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "not ready after " + READY_TIMEOUT.toSeconds() + " s: " + String.join("; ", pending()));
      }
      pause();
    }
  }

  private List<String> pending() {
    synchronized (services) {
      return services.stream()
          .flatMap(
              service -> service.health().snapshot().stream().map(check -> problem(service, check)))
          .filter(text -> !text.isEmpty())
          .collect(Collectors.toList());
    }
  }

  private static String problem(Service service, HealthCheck check) {
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

  /** The settings for other commands, without the secrets of the user. */
  private Map<String, String> publishedAddresses(Map<String, String> addresses) {
    var published = new TreeMap<String, String>();
    addresses.forEach((name, value) -> published.putAll(settings.reference(name, value)));
    if (settings.embedsTenant()) {
      EmbeddedTenant.defaults(settings)
          .forEach((name, value) -> published.putAll(settings.reference(name, value)));
    }
    if (settings.nice()) {
      published.put("CXONE_PROFILE", "nice"); // chosen by the user, and no secret
    }
    new Environment(settings.variables())
        .text("TOPIC_PREFIX")
        .ifPresent(prefix -> published.put("TOPIC_PREFIX", prefix));
    if (!settings.infraOnly()) {
      published.put(ServiceSettings.TRANSFER_URL, ServiceSettings.transferUrl(settings));
      published.put("HTTP_PORT", Integer.toString(settings.ports().http()));
      published.put("CONSOLE_URL", "http://127.0.0.1:" + settings.ports().console());
      for (var entry : ServiceCatalog.entries()) {
        published.put(
            managementUrlName(entry.name()),
            "http://127.0.0.1:" + ServiceSettings.managementPort(settings.ports(), entry.name()));
      }
    }
    return published;
  }

  /** The setting that holds the management address of a service. */
  public static String managementUrlName(String service) {
    return service.toUpperCase(java.util.Locale.ROOT).replace('-', '_') + "_MANAGEMENT_URL";
  }

  /** Waits until a component fails; returns it. */
  public String awaitFailure() {
    return failures.await();
  }

  /** Stops everything in reverse order. */
  @Override
  public void close() {
    failures.stopping();
    components.close();
  }
}
