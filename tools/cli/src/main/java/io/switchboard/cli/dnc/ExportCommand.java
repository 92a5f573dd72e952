package io.switchboard.cli.dnc;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.time.Times;
import io.switchboard.replay.text.CsvLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the registry, or the heads of all chains. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Print the registry, or the heads of all chains, to be stored elsewhere.",
    footer = {
      "",
      "Example:",
      "  switchboard dnc export > registry.csv",
      "  switchboard dnc export -o json | jq .phoneNumber",
      "  switchboard dnc export --heads > heads-2026-11.csv"
    })
final class ExportCommand implements Callable<Integer> {
  enum Format {
    CSV,
    JSON
  }

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "csv",
      description = "csv (safe for spreadsheets) or json (one object a line).")
  private Format format = Format.CSV;

  @Option(names = "--heads", description = "The heads of all chains: number, length, hash (CSV).")
  private boolean heads;

  @Mixin private DeploymentOptions deployment = new DeploymentOptions();

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    DncDatabase.with(
        deployment,
        database -> {
          if (heads) {
            heads(database, out);
          } else {
            registry(database, out);
          }
          return 0;
        });
    if (out.checkError()) { // flush: a full disk must not look like the end of the registry
      throw new CommandFailure("the output could not be written completely");
    }
    return 0;
  }

  private void registry(DncDatabase database, PrintWriter out) throws SQLException {
    if (format == Format.CSV) {
      out.println(
          "phone_number,do_not_call,event_time,source,reason,event_id,chain_length,chain_head");
    }
    database.eachRegistration(
        row -> {
          switch (format) {
            case CSV ->
                out.println(
                    CsvLine.of(
                        row.getString("phone_number"),
                        row.getBoolean("do_not_call"),
                        time(row),
                        row.getString("source"),
                        row.getString("reason"),
                        row.getString("event_id"),
                        row.getLong("chain_length"),
                        row.getString("chain_head")));
            case JSON -> out.println(json(row));
          }
        });
  }

  private static String json(ResultSet row) throws SQLException {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("phoneNumber", row.getString("phone_number"));
    object.put("doNotCall", row.getBoolean("do_not_call"));
    object.put("eventTime", time(row));
    object.put("source", row.getString("source"));
    object.put("reason", row.getString("reason"));
    object.put("eventId", row.getString("event_id"));
    object.put("chainLength", row.getLong("chain_length"));
    object.put("chainHead", row.getString("chain_head"));
    try {
      return Json.mapper().writeValueAsString(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String time(ResultSet row) throws SQLException {
    return Times.format(row.getTimestamp("event_time").toInstant());
  }

  private static void heads(DncDatabase database, PrintWriter out) throws SQLException {
    out.println("phone_number,chain_length,chain_head");
    var last = new AtomicReference<@Nullable DncDecision>();
    database.eachDecision(
        decision -> {
          var before = last.getAndSet(decision);
          if (before != null && !before.phoneNumber().equals(decision.phoneNumber())) {
            print(before, out);
          }
        });
    var end = last.get();
    if (end != null) {
      print(end, out);
    }
  }

  private static void print(DncDecision head, PrintWriter out) {
    out.println(CsvLine.of(head.phoneNumber(), head.chainLength(), head.hash()));
  }
}
