package io.switchboard.cli.trace;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Console;
import io.switchboard.cli.ProgressLine;
import io.switchboard.cli.ReadOptions;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.settings.SqlState;
import io.switchboard.ivr.activation.DefinitionCatalog;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.UnknownTopicException;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.trace.CallTimes;
import io.switchboard.replay.trace.KnownTimes;
import io.switchboard.replay.trace.Step;
import io.switchboard.replay.trace.Subject;
import io.switchboard.replay.trace.TraceRows;
import io.switchboard.replay.trace.TraceText;
import io.switchboard.replay.trace.TraceTree;
import io.switchboard.replay.trace.Tracer;
import io.switchboard.replay.trace.call.RecordedCallScript;
import io.switchboard.replay.trace.call.SensitiveNodes;
import io.switchboard.standalone.servers.UnreachableServerException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code switchboard trace}: one call, contact or number through all topics. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    description = {
      "Trace one call, contact or number: inputs, decisions, destinations, the row in the database, CXone's answer.",
      "Reads the partitions of the id, around its times in the database: a call's topics around the call, consent from"
          + " the first event of a number on. --from beginning reads everything.",
      "Numbers, and keys as they were received (dtmf, digit), are masked unless --reveal. The path of a call shows its"
          + " keys, and *** for those of a sensitive node."
    },
    footer = {
      "",
      "Example: a number since yesterday",
      "  switchboard trace +14155552671 --from -1d",
      "Example: a recorded call as a test of the menu",
      "  switchboard trace call-19 --as-test > call-19.play",
      "  switchboard ivr play my-menu.yaml --script call-19.play"
    })
public final class TraceCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private final ReadOptions reading = new ReadOptions();

  @Parameters(paramLabel = "ID", description = "A callId, a contactId or a phone number.")
  private String id = "";

  @Option(
      names = "--as-test",
      description = "Write the call as a script for `ivr play`, numbers masked.")
  private boolean asTest;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "tree",
      description = "tree (default), json: one array of the inputs, or ndjson: one input a line.")
  private Format format = Format.TREE;

  /** Why the database was not read; empty when it was, or was not asked. */
  private String databaseProblem = "";

  /** The output format. */
  enum Format {
    TREE,
    JSON,
    NDJSON
  }

  @Override
  public Integer call() {
    reading.window().refuseOffsets(Instant.now());
    reading.window().text(Instant.now()).ifPresent(new Console(spec)::info);
    var subject = Subject.of(id, reading.deployment().region());
    var kafka = reading.deployment().kafka(); // before the database: without it there is no trace
    try (var database = openDatabase()) {
      var steps = steps(kafka, subject, database);
      if (steps.isEmpty()) {
        throw new CommandFailure("there are no records about " + NumberMasking.MASKED.in(id));
      }
      if (asTest) {
        print(script(steps));
        return 0;
      }
      show(TraceTree.of(steps), database);
      return 0;
    } catch (SQLException e) {
      throw new CommandFailure("the connection to the database cannot be closed: " + problem(e));
    }
  }

  private void show(List<TraceTree.TraceNode> tree, @Nullable TraceRows database) {
    addRows(tree, database);
    var text = new TraceText(reading.numbers());
    switch (format) {
      case TREE -> new Console(spec).print(text.lines(tree, reading.window()::precise));
      case JSON -> print(List.of(text.json(tree).toPrettyString()));
      case NDJSON ->
          print(tree.stream().map(input -> text.json(List.of(input)).get(0).toString()).toList());
    }
  }

  private List<Step> steps(KafkaSettings kafka, Subject subject, @Nullable TraceRows database) {
    try (var reader = LogReader.open(kafka);
        var bar = new ProgressLine("tracing", err())) {
      return Tracer.parallel(kafka, reader)
          .find(
              subject,
              reading.window().window(Instant.now()),
              known(kafka, reader, subject, database),
              bar);
    }
  }

  /** A trace works without the database; an error of the database is reported, not fatal. */
  private @Nullable TraceRows openDatabase() {
    try {
      return TraceRows.of(reading.deployment().database());
    } catch (UnreachableServerException | CommandFailure | SQLException e) {
      databaseProblem = problem(e);
      return null;
    }
  }

  /** The window decides when there is one. */
  private KnownTimes known(
      KafkaSettings kafka, LogReader reader, Subject subject, @Nullable TraceRows database) {
    if (database == null || reading.window().hasBeginning() || reading.window().hasEnd()) {
      return KnownTimes.NONE;
    }
    try {
      var known = database.times(subject, kafka, reader);
      known.call().ifPresent(call -> new Console(spec).info(around(call)));
      known.consent().ifPresent(consent -> new Console(spec).info(since(consent, subject)));
      return known;
    } catch (SQLException e) {
      databaseProblem = problem(e);
      return KnownTimes.NONE;
    } catch (UnknownTopicException _) {
      return KnownTimes.NONE; // a deployment without consent
    }
  }

  private String since(KnownTimes.Consent consent, Subject subject) {
    return "consent from %s on, by what the database knows; --from beginning reads all of it"
        .formatted(reading.window().inZone(consent.from(subject.keys())));
  }

  private String around(CallTimes call) {
    return "the call's topics from %s to %s; --from beginning reads all of them"
        .formatted(reading.window().inZone(call.from()), reading.window().inZone(call.to()));
  }

  private static String problem(Exception failure) {
    if (failure instanceof SQLException e) {
      return SqlState.isUndefinedTable(e)
          ? "the tables do not exist yet; the first start of sink-postgres creates them"
          : "SQLSTATE " + e.getSQLState();
    }
    return String.valueOf(failure.getMessage());
  }

  private List<String> script(List<Step> steps) {
    try {
      return RecordedCallScript.of(
          id, steps, SensitiveNodes.of(DefinitionCatalog.read(reading.deployment().kafka())));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()));
    }
  }

  private void addRows(List<TraceTree.TraceNode> tree, @Nullable TraceRows database) {
    if (database != null && databaseProblem.isEmpty()) {
      try {
        database.addTo(tree);
      } catch (SQLException e) {
        databaseProblem = problem(e);
      }
    }
    if (!databaseProblem.isEmpty()) {
      new Console(spec).info("The database was not read: " + databaseProblem);
    }
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  private void print(List<String> lines) {
    var out = spec.commandLine().getOut();
    lines.forEach(out::println);
    out.flush();
  }
}
