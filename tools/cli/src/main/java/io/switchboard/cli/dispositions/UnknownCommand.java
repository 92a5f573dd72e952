package io.switchboard.cli.dispositions;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.time.Times;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the codes that no rule names, the most frequent first. */
@Command(
    name = "unknown",
    mixinStandardHelpOptions = true,
    description = "List the disposition codes without a rule, with counts.",
    footer = {
      "",
      "Example: what should be mapped next?",
      "  switchboard dispositions unknown",
      "  switchboard dispositions unknown --from topic -o json"
    })
final class UnknownCommand implements Callable<Integer> {
  enum Source {
    DATABASE,
    TOPIC
  }

  enum Format {
    TABLE,
    JSON
  }

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private DeploymentOptions deployment = new DeploymentOptions();

  @Option(
      names = "--from",
      paramLabel = "SOURCE",
      defaultValue = "database",
      description = "database: all that was ever classified; topic: the last 30 days.")
  private Source source = Source.DATABASE;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table or json (one object a line).")
  private Format format = Format.TABLE;

  @Override
  public Integer call() throws IOException {
    var codes =
        switch (source) {
          case DATABASE -> fromDatabase();
          case TOPIC -> fromTopic();
        };
    var out = spec.commandLine().getOut();
    switch (format) {
      case TABLE -> printTable(codes, out);
      case JSON -> {
        for (var code : codes) {
          out.println(Json.mapper().writeValueAsString(code));
        }
      }
    }
    out.flush();
    return 0;
  }

  private List<UnknownCode> fromDatabase() {
    var database = deployment.database();
    try {
      return UnknownCodes.inDatabase(database);
    } catch (SQLException e) {
      throw new CommandFailure(
          "cannot ask " + database + " (SQLSTATE " + e.getSQLState() + "); try --from topic");
    }
  }

  private List<UnknownCode> fromTopic() {
    return UnknownCodes.onTopic(deployment.kafka());
  }

  private static void printTable(List<UnknownCode> codes, PrintWriter out) {
    if (codes.isEmpty()) {
      out.println("Every code so far has a rule.");
      return;
    }
    out.printf("%-20s %8s %9s  %-24s  %s%n", "CODE", "RESULTS", "CONTACTS", "FIRST", "LAST");
    for (var code : codes) {
      out.printf(
          "%-20s %8d %9d  %-24s  %s%n",
          code.code(),
          code.results(),
          code.contacts(),
          Times.format(code.firstSeen()),
          Times.format(code.lastSeen()));
    }
  }
}
