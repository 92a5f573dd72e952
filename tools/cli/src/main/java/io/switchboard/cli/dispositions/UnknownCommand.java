package io.switchboard.cli.dispositions;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.ZoneOptions;
import io.switchboard.cli.output.OutputOptions;
import io.switchboard.cli.output.ResultTable;
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
      "  switchboard dispositions unknown --source topic -o json"
    })
final class UnknownCommand implements Callable<Integer> {
  enum Source {
    DATABASE,
    TOPIC
  }

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private DeploymentOptions deployment = new DeploymentOptions();

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      defaultValue = "database",
      description = "database: all that was ever classified; topic: the last 30 days.")
  private Source source = Source.DATABASE;

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private ZoneOptions zone = new ZoneOptions();

  @Override
  public Integer call() {
    var codes =
        switch (source) {
          case DATABASE -> fromDatabase();
          case TOPIC -> fromTopic();
        };
    var table = new ResultTable("code", "results", "contacts", "firstSeen", "lastSeen");
    codes.forEach(
        code ->
            table.add(
                code.code(), code.results(), code.contacts(), code.firstSeen(), code.lastSeen()));
    output.print(table, "Every code so far has a rule.", zone.zone(), spec);
    return 0;
  }

  private List<UnknownCode> fromDatabase() {
    var database = deployment.database();
    try {
      return UnknownCodes.inDatabase(database);
    } catch (SQLException e) {
      throw new CommandFailure(
          "cannot ask " + database + " (SQLSTATE " + e.getSQLState() + "); try --source topic");
    }
  }

  private List<UnknownCode> fromTopic() {
    return UnknownCodes.onTopic(deployment.kafka());
  }
}
