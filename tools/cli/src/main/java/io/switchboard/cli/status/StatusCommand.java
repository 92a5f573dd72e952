package io.switchboard.cli.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Deployment;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.standalone.ServiceCatalog;
import io.switchboard.standalone.Standalone;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
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
      "Shows what runs where, how far it is behind, dead letters, and what waits.",
      "Exit code 0 when everything is ready, 1 otherwise."
    },
    footer = {
      "",
      "Example: the addresses of the `up` in ./data for a shell",
      "  eval \"$(switchboard status -o env)\" && psql \"$DATABASE_URL\""
    })
public final class StatusCommand implements Callable<Integer> {
  private static final List<String> ADDRESSES =
      List.of("KAFKA_BOOTSTRAP_SERVERS", "DATABASE_URL", "REDIS_URL", "CXONE_BASE_URL");

  /** How the answer is written. */
  enum Format {
    TABLE,
    ENV,
    JSON
  }

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private final Deployment deployment = new Deployment();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, env or json.")
  private Format format = Format.TABLE;

  @Override
  public Integer call() {
    var environment = deployment.environment();
    var out = spec.commandLine().getOut();
    if (format == Format.ENV) {
      addresses(environment)
          .forEach((name, value) -> out.println("export " + name + "=" + quoted(value)));
      out.flush();
      return 0;
    }
    var report = report(environment);
    out.print(format == Format.JSON ? json(report) : new StatusTable(report).text());
    out.flush();
    return report.ready() ? 0 : 1;
  }

  private static Report report(Environment environment) {
    try (var http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build()) {
      var port = new ManagementPort(http);
      var services =
          ServiceCatalog.names().stream()
              .map(service -> port.ask(service, managementUrl(environment, service)))
              .toList();
      return withCluster(environment, services);
    }
  }

  private static Report withCluster(Environment environment, List<Report.ServiceState> services) {
    var kafka = KafkaSettings.read(environment);
    environment.check();
    try (var cluster = new Cluster(kafka)) {
      var sink = SinkOffsets.read(environment, kafka);
      return new Report(
          addresses(environment),
          services,
          cluster.lag(sink),
          cluster.deadLetters(),
          "",
          sink.problem());
    } catch (IllegalStateException e) {
      return new Report(
          addresses(environment), services, Map.of(), Map.of(), String.valueOf(e.getMessage()), "");
    }
  }

  private static String managementUrl(Environment environment, String service) {
    var usual = 8090 + ServiceCatalog.names().indexOf(service);
    return environment.text(Standalone.managementUrlName(service), "http://127.0.0.1:" + usual);
  }

  private static Map<String, String> addresses(Environment environment) {
    var all = new TreeMap<String, String>();
    for (var name : ADDRESSES) {
      environment.text(name).ifPresent(value -> all.put(name, value));
    }
    all.put("INGRESS_URL", "http://127.0.0.1:" + environment.text("HTTP_PORT", "8080"));
    for (var service : ServiceCatalog.names()) {
      all.put(Standalone.managementUrlName(service), managementUrl(environment, service));
    }
    return all;
  }

  private static String quoted(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }

  private static String json(Report report) {
    try {
      return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(report)
          + System.lineSeparator();
    } catch (JsonProcessingException e) {
      throw new CommandFailure("cannot write the report as JSON");
    }
  }
}
