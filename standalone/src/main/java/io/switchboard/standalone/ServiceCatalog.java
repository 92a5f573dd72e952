package io.switchboard.standalone;

import io.switchboard.contract.settings.Environment;
import io.switchboard.ingress.IngressService;
import io.switchboard.service.Service;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The services of a deployment, in the order of their management ports. */
public final class ServiceCatalog {
  /** The one that the outside world speaks to: it says ready when all of them are. */
  static final String INGRESS = "ingress";

  private static final List<String> NAMES =
      List.of(INGRESS, "ivr-streams", "disposition-streams", "dnc-streams", "sink-postgres");

  private static final List<Entry> ENTRIES =
      List.of(new Entry(IngressService.NAME, IngressService::start));

  private ServiceCatalog() {}

  /**
   * One service.
   *
   * @param start reads its settings, connects, and returns when it runs
   */
  public record Entry(String name, Function<Environment, Service> start) {}

  /** The names of all of them; a service's place here is its place among the management ports. */
  public static List<String> names() {
    return NAMES;
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
