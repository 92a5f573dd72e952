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
  private static final List<Entry> ENTRIES =
      List.of(
          new Entry(IngressService.NAME, IngressService::start),
          new Entry(IvrService.NAME, IvrService::start),
          new Entry(DispositionService.NAME, DispositionService::start),
          new Entry(DncService.NAME, DncService::start),
          new Entry(SinkService.NAME, SinkService::start),
          new Entry(ConsoleService.NAME, ConsoleService::start));

  private ServiceCatalog() {}

  /**
   * One service.
   *
   * @param start reads its settings, connects, and returns when it runs
   */
  public record Entry(String name, Function<Environment, Service> start) {}

  /** The names of all of them; a service's place here is its place among the management ports. */
  public static List<String> names() {
    return ENTRIES.stream().map(Entry::name).toList();
  }

  /** All of them. */
  public static List<Entry> entries() {
    return ENTRIES;
  }

  /** One of them. */
  public static Optional<Entry> find(String name) {
    return ENTRIES.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }
}
