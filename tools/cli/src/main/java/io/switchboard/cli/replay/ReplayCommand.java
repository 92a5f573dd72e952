package io.switchboard.cli.replay;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Console;
import io.switchboard.cli.ReadOptions;
import io.switchboard.cli.SelectionOptions;
import io.switchboard.cli.WriteOptions;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.copy.Speed;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.UnknownTopicException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code switchboard replay}: copies a part of a topic to another topic or to a file. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Copy a part of a topic to another topic or to a file.",
      WriteOptions.ASKS,
      "Each record is written exactly once, also when it is interrupted and resumed. In a topic"
          + " records keep key, partition and timestamp and get the headers replay-id, replay-of and"
          + " replay-at."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:done, or nothing to do",
      " 130:interrupted; the last line says how to go on"
    },
    footer = {
      "",
      SelectionOptions.LANGUAGE,
      "",
      "Example: copy this morning's call results to a test topic; first the plan",
      "  switchboard replay cxone.call-results --from today --into try.results",
      "  switchboard replay cxone.call-results --from today --into try.results --yes",
      "Example: critical results as CSV",
      "  switchboard replay dispositions.critical --from -7d --out critical.csv --yes"
    })
public final class ReplayCommand implements Callable<Integer> {
  /** The options that choose what is copied, and the name. */
  private static final Set<String> FIXED = Set.of("--from", "--to", "--key", "--where", "--id");

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private final ReadOptions reading = new ReadOptions();

  @Parameters(arity = "0..1", paramLabel = "TOPIC", description = "Without TOPIC_PREFIX.")
  private @Nullable String topic;

  @Mixin private final SelectionOptions selection = new SelectionOptions();

  @ArgGroup(multiplicity = "0..1")
  private final Destination destination = new Destination();

  private static final class Destination {
    @Option(names = "--into", paramLabel = "TOPIC", description = "Created if it does not exist.")
    private @Nullable String into;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "FILE.ndjson or FILE.csv; numbers are masked unless --reveal.")
    private @Nullable Path out;

    @Option(
        names = "--resume",
        paramLabel = "ID",
        description = "Resume an interrupted replay to a topic.")
    private @Nullable String resume;
  }

  @Option(
      names = "--speed",
      paramLabel = "SPEED",
      description =
          "max (default), original, or a factor like 10x. Into topics only; with --resume another"
              + " one than before.")
  private @Nullable String speed;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "The replay's name, in the header replay-id (default: a new one).")
  private @Nullable String id;

  @Mixin private final WriteOptions writing = new WriteOptions();

  @Option(
      names = "--force",
      description = "Also to a topic that services or groups read. They will process the records.")
  private boolean force;

  @Override
  public Integer call() {
    checkUsage();
    var kafka = reading.deployment().kafka();
    try (var reader = LogReader.open(kafka);
        var admin = Admin.create(kafka.clientProperties(Map.of()))) {
      return replay(kafka, admin, reader);
    } catch (UnknownTopicException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), 2);
    }
  }

  /** Before any server is asked. */
  private void checkUsage() {
    if (destination.resume == null && topic == null) {
      throw new CommandFailure(
          "name a topic, for example: switchboard replay cxone.call-results --into try.results", 2);
    }
    if (destination.resume == null && destination.into == null && destination.out == null) {
      throw new CommandFailure("where to? Say --into TOPIC or --out FILE", 2);
    }
    if (destination.resume != null) {
      checkResume();
    }
    if (destination.out != null && speed != null) {
      throw new CommandFailure("--speed is for --into; a file is written at full speed", 2);
    }
    speed();
  }

  /** What a replay copies is fixed when it begins: another selection would be ignored. */
  private void checkResume() {
    var ignored =
        spec.commandLine().getParseResult().matchedOptions().stream()
            .map(OptionSpec::longestName)
            .filter(FIXED::contains)
            .sorted()
            .collect(Collectors.toCollection(ArrayList::new));
    if (topic != null) {
      ignored.addFirst("TOPIC");
    }
    if (!ignored.isEmpty()) {
      throw new CommandFailure(
          "--resume goes on with the selection of the replay; leave out "
              + String.join(", ", ignored),
          2);
    }
  }

  private int replay(KafkaSettings kafka, Admin admin, LogReader reader) {
    var console = new Console(spec);
    var confirm =
        (BooleanSupplier) () -> writing.agreedOrFails(reading.deployment(), console, "written");
    var topics = new TopicReplay(kafka, admin, reader, console, confirm, force);
    if (destination.resume != null) {
      return topics.resume(destination.resume, speed());
    }
    if (destination.into != null) {
      var into = kafka.prefix().applyTo(destination.into);
      return topics.begin(
          plan(kafka, reader, console),
          into,
          Objects.requireNonNullElse(speed(), Speed.MAX),
          id,
          reading);
    }
    var file =
        new FileReplay(
            Objects.requireNonNull(destination.out, "checked"), reading, reader, console, confirm);
    return file.wasBrokenOff() ? file.goOn() : file.begin(plan(kafka, reader, console));
  }

  private ReplayPlan plan(KafkaSettings kafka, LogReader reader, Console console) {
    var from = Objects.requireNonNull(topic, "checked");
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var asked = reading.window().window(now);
    reading.window().text(now).ifPresent(console::info);
    return ReplayPlan.of(
        reader, selection.of(kafka.prefix().applyTo(from), asked, now), asked, console);
  }

  private @Nullable Speed speed() {
    try {
      return speed == null ? null : Speed.parse(speed);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("--speed: " + e.getMessage(), 2);
    }
  }
}
