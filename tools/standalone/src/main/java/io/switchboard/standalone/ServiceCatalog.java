package io.switchboard.standalone;

import io.switchboard.console.ConsoleService;
import io.switchboard.contract.settings.Environment;
import io.switchboard.disposition.DispositionService;
import io.switchboard.dnc.DncService;
import io.switchboard.ingress.IngressService;
import io.switchboard.ivr.IvrService;
import io.switchboard.service.Service;
import io.switchboard.sink.SinkService;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The services of a deployment, in the order of their management ports. */
public final class ServiceCatalog {
  private static final List<ServiceEntry> ENTRIES =
      List.of(
          new ServiceEntry(IngressService.NAME, IngressService::start),
          new ServiceEntry(IvrService.NAME, IvrService::start),
          new ServiceEntry(DispositionService.NAME, DispositionService::start),
          new ServiceEntry(DncService.NAME, DncService::start),
          new ServiceEntry(SinkService.NAME, SinkService::start),
          new ServiceEntry(ConsoleService.NAME, ConsoleService::start));

  private ServiceCatalog() {}

  /**
   * One service.
   *
   * @param start reads its settings, connects, and returns when it runs
   */
  public record ServiceEntry(String name, Function<Environment, Service> start) {}

  /** All names; the index is that of the management port. */
  public static List<String> names() {
    return ENTRIES.stream().map(ServiceEntry::name).toList();
  }

  /** All of them. */
  public static List<ServiceEntry> entries() {
    return ENTRIES;
  }

  /** One of them. */
  public static Optional<ServiceEntry> find(String name) {
    return ENTRIES.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }
}
