package io.switchboard.cli.doctor.rules.servers;

import io.switchboard.cli.doctor.rules.Verdict;
import java.util.Map;

/**
 * The settings of PostgreSQL that matter here.
 *
 * @param settings by name, as SHOW prints them
 * @param connections in use now
 */
public record DatabaseConfiguration(Map<String, String> settings, int connections) {
  /** The pools of two ingresses, two sinks, console and commands. */
  private static final int NEEDED_CONNECTIONS = 60;

  private static final String RESTART = " and restart PostgreSQL";

  /** The result. */
  public Verdict verdict() {
    for (var durable : new String[] {"fsync", "full_page_writes"}) {
      if (is(durable, "off")) {
        return new Verdict.Failed(
            durable + "=off: a crash of the machine destroys the tables",
            "set " + durable + "=on" + RESTART);
      }
    }
    if (!is("server_encoding", "UTF8")) {
      return new Verdict.Failed(
          "the database has the encoding " + settings.get("server_encoding"),
          "create the database with ENCODING 'UTF8'");
    }
    if (is("synchronous_commit", "off")) {
      return new Verdict.Failed(
          "synchronous_commit=off: a crash loses acknowledged commits",
          "set synchronous_commit=on and reload PostgreSQL");
    }
    var free = Integer.parseInt(settings.getOrDefault("max_connections", "0")) - connections;
    if (free <= 0) {
      return new Verdict.Failed(
          "all %s connections are in use".formatted(settings.get("max_connections")),
          "raise max_connections" + RESTART);
    }
    var most = Integer.parseInt(settings.getOrDefault("max_connections", "0"));
    return most < NEEDED_CONNECTIONS
        ? new Verdict.Warned(
            "max_connections=%d; two instances of each service may use %d"
                .formatted(most, NEEDED_CONNECTIONS),
            "raise max_connections" + RESTART)
        : Verdict.passed("durable, UTF8, %d of %d connections in use", connections, most);
  }

  private boolean is(String name, String value) {
    return value.equalsIgnoreCase(settings.getOrDefault(name, value.equals("off") ? "on" : value));
  }
}
