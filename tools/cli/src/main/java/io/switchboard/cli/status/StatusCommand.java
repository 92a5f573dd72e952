package io.switchboard.cli.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Console;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.Terminal;
import io.switchboard.cli.ZoneOptions;
import io.switchboard.cli.output.ScreenFrame;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.settings.Environment;
import io.switchboard.replay.status.DeploymentReport;
import io.switchboard.replay.status.DeploymentReport.ServiceState;
import io.switchboard.replay.status.DeploymentStatus;
import io.switchboard.standalone.ServiceCatalog;
import io.switchboard.standalone.Standalone;
import io.switchboard.standalone.servers.UnreachableServerException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code switchboard status}: what runs where, lag, dead letters, what is paused. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Show services with their addresses, lag, dead letters, and paused work.",
      "Exit code 0 when everything is ready, 1 otherwise. Passwords are masked except in -o env."
    },
    footer = {
      "",
      "Example: what changes while a server is down",
      "  switchboard status --watch",
      "Example: the addresses of the `up` in ./data for a shell",
      "  eval \"$(switchboard status -o env)\" && psql \"$DATABASE_URL\""
    })
public final class StatusCommand implements Callable<Integer> {
  private static final List<String> ADDRESSES =
      List.of("KAFKA_BOOTSTRAP_SERVERS", "DATABASE_URL", "REDIS_URL", "CXONE_BASE_URL");

  private static final int FIRST_MANAGEMENT_PORT = 8090;

  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private static final String WATCHED = "%s, every 2 s until Ctrl-C";

  /** The output format. */
  enum Format {
    TABLE,
    ENV,
    JSON,
    NDJSON
  }

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private final DeploymentOptions deployment = new DeploymentOptions();

  @Mixin private final ZoneOptions zone = new ZoneOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table (default), env, json, or ndjson: one report a line, for --watch.")
  private Format format = Format.TABLE;

  @Option(
      names = {"-w", "--watch"},
      description = "Refresh every 2 s until Ctrl-C.")
  private boolean watch;

  @Override
  public Integer call() {
    if (watch && (format == Format.ENV || format == Format.JSON)) {
      throw new CommandFailure("--watch prints many reports: take -o table or ndjson", 2);
    }
    var environment = deployment.environment();
    var out = spec.commandLine().getOut();
    if (format == Format.ENV) {
      addresses(environment)
          .forEach((name, value) -> out.println("export " + name + "=" + quoted(value)));
      out.flush();
      return 0;
    }
    var report = report(environment);
    show(report);
    while (watch && !out.checkError()) {
      LockSupport.parkNanos(INTERVAL.toNanos());
      report = report(environment);
      show(report);
    }
    return report.ready() ? 0 : 1;
  }

  private void show(DeploymentReport report) {
    var out = spec.commandLine().getOut();
    switch (format) {
      case TABLE, ENV -> table(report, out);
      case JSON -> out.println(json(Json.mapper().writerWithDefaultPrettyPrinter(), report));
      case NDJSON -> out.println(json(Json.mapper().writer(), report));
    }
    out.flush();
  }

  /** While it watches, on a terminal in the place of the one before, else below it. */
  private void table(DeploymentReport report, PrintWriter out) {
    var table = new StatusTable(report, zone::text);
    var screen = watch ? Terminal.size() : Optional.<Terminal.Size>empty();
    if (screen.isPresent()) {
      var lines = new ArrayList<>(List.of(WATCHED.formatted(now()), ""));
      table.changing().lines().forEach(lines::add);
      out.print(new ScreenFrame(lines, screen.get().rows(), screen.get().columns()).text());
    } else {
      var text = table.text().stripTrailing();
      new Console(spec).print(watch ? List.of(now(), text, "") : List.of(text));
    }
  }

  private String now() {
    return zone.precise(Instant.now());
  }

  /** The state; for a server that does not answer, its address and the setting that contains it. */
  private DeploymentReport report(Environment environment) {
    var kafka = deployment.kafkaUnchecked();
    var database = environment.text("DATABASE_URL").map(_ -> deployment.databaseUnchecked());
    var status =
        new DeploymentStatus(
            managementUrls(environment), withoutPasswords(environment), kafka, database);
    // threads of their own: on two cores the common pool would check one server after the other
    // and platform threads, because initialising classes of the clients pins virtual ones
    LoggerFactory.getILoggerFactory(); // before several threads would initialise it
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      var kafkaProblem = CompletableFuture.supplyAsync(() -> problem(deployment::kafka), threads);
      var databaseProblem =
          CompletableFuture.supplyAsync(
              () -> database.isEmpty() ? "" : problem(deployment::database), threads);
      var report = status.read();
      return new DeploymentReport(
          report.addresses(),
          withUnknown(report.services()),
          report.lag(),
          report.deadLetters(),
          first(kafkaProblem.join(), report.kafka()),
          first(databaseProblem.join(), report.database()));
    }
  }

  private static String problem(Runnable check) {
    try {
      check.run();
      return "";
    } catch (UnreachableServerException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String first(String one, String other) {
    return one.isEmpty() ? other : one;
  }

  /** By service, those that are known: `up --infra` runs none of them. */
  private Map<String, String> managementUrls(Environment environment) {
    var urls = new LinkedHashMap<String, String>();
    var port = FIRST_MANAGEMENT_PORT;
    for (var service : ServiceCatalog.names()) {
      var usual = deployment.usesDefaults() ? "http://127.0.0.1:" + port : "";
      var url = environment.text(Standalone.managementUrlName(service), usual);
      if (!url.isEmpty()) {
        urls.put(service, url);
      }
      port++;
    }
    return urls;
  }

  /** A named deployment runs all services, also those whose addresses its file does not have. */
  private List<ServiceState> withUnknown(List<ServiceState> known) {
    if (deployment.directory().isPresent()) {
      return known;
    }
    var all = new ArrayList<>(known);
    for (var service : ServiceCatalog.names()) {
      if (known.stream().noneMatch(state -> state.service().equals(service))) {
        var setting = Standalone.managementUrlName(service);
        all.add(
            new ServiceState(
                service, setting + " is not set", DeploymentReport.UNKNOWN_ADDRESS, List.of()));
      }
    }
    return all;
  }

  private Map<String, String> addresses(Environment environment) {
    var all = new TreeMap<String, String>();
    for (var name : ADDRESSES) {
      environment.text(name).ifPresent(value -> all.put(name, value));
    }
    environment
        .text("INGRESS_URL")
        .or(() -> environment.text("HTTP_PORT").map(port -> "http://127.0.0.1:" + port))
        .ifPresent(url -> all.put("INGRESS_URL", url));
    managementUrls(environment)
        .forEach((service, url) -> all.put(Standalone.managementUrlName(service), url));
    return all;
  }

  private Map<String, String> withoutPasswords(Environment environment) {
    var all = addresses(environment);
    all.replaceAll((_, address) -> withoutPassword(address));
    return all;
  }

  /** Redis takes a password without a user, and one that has an unescaped @ or is nothing else. */
  private static String withoutPassword(String url) {
    return url.replaceAll("://([^:@/?]*:)?[^?]*@", "://$1***@")
        .replaceAll("(?i)([?&][a-z]*password=)[^&]*", "$1***");
  }

  private static String quoted(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }

  private static String json(ObjectWriter writer, DeploymentReport report) {
    try {
      return writer.writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the report is not JSON", e);
    }
  }
}
