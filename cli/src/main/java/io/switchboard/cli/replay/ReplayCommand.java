package io.switchboard.cli.replay;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Deployment;
import io.switchboard.cli.ProgressLine;
import io.switchboard.cli.SelectionOptions;
import io.switchboard.cli.WindowOptions;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.copying.Export;
import io.switchboard.replay.copying.FileFormat;
import io.switchboard.replay.copying.Replay;
import io.switchboard.replay.copying.ReplayJob;
import io.switchboard.replay.copying.ReplayProgress;
import io.switchboard.replay.copying.Selection;
import io.switchboard.replay.copying.Speed;
import io.switchboard.replay.copying.Survey;
import io.switchboard.replay.copying.Target;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.Range;
import io.switchboard.replay.reading.UnknownTopicException;
import io.switchboard.replay.text.Numbers;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code switchboard replay}: a part of a topic once more, into another topic or a file. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a part of a topic once more: into another topic, or into a file.",
      "Shows a plan first; nothing is written without --yes. Each record is written exactly once,"
          + " also when it is broken off and resumed. In a topic records keep key, partition and"
          + " timestamp and get the headers replay-id, replay-of and replay-at."
    },
    footer = {
      "",
      SelectionOptions.LANGUAGE,
      "",
      "Example: this morning's call results onto a topic to try something on; first the plan",
      "  switchboard replay cxone.call-results --from 2026-11-20T08:00:00Z --into try.results",
      "  switchboard replay cxone.call-results --from 2026-11-20T08:00:00Z --into try.results --yes",
      "Example: the critical ones as a table",
      "  switchboard replay dispositions.critical --from -7d --out critical.csv --yes"
    })
public final class ReplayCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private final Deployment deployment = new Deployment();

  @Parameters(arity = "0..1", paramLabel = "TOPIC", description = "Without TOPIC_PREFIX.")
  private @Nullable String topic;

  @Mixin private final WindowOptions window = new WindowOptions();
  @Mixin private final SelectionOptions selection = new SelectionOptions();

  @ArgGroup(multiplicity = "0..1")
  private final Destination destination = new Destination();

  private static final class Destination {
    @Option(names = "--into", paramLabel = "TOPIC", description = "Made if it is not there.")
    private @Nullable String into;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "FILE.ndjson or FILE.csv; numbers are masked unless --reveal.")
    private @Nullable Path out;

    @Option(
        names = "--resume",
        paramLabel = "ID",
        description = "Go on with a replay into a topic that was broken off.")
    private @Nullable String resume;
  }

  @Option(
      names = "--speed",
      defaultValue = "max",
      description = "max (default), original, or a factor like 10x. Into topics only.")
  private String speed = "max";

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "The replay's name, in the header replay-id (default: a new one).")
  private @Nullable String id;

  @Option(names = "--yes", description = "Do it, instead of only showing the plan.")
  private boolean yes;

  @Option(
      names = "--force",
      description = "Also into a topic that services or groups read. They act on it!")
  private boolean force;

  @Option(names = "--reveal", description = "Numbers as they are: in files, and in the plan.")
  private boolean reveal;

  @Override
  public Integer call() {
    var environment = deployment.environment();
    var kafka = KafkaSettings.read(environment);
    environment.check();
    try (var reader = LogReader.open(kafka);
        var admin = Admin.create(kafka.clientProperties(Map.of()))) {
      if (destination.resume != null) {
        return resume(kafka, admin, reader, destination.resume);
      }
      if (destination.into != null) {
        return intoTopic(kafka, admin, reader, kafka.prefix().applyTo(destination.into));
      }
      return intoFile(kafka, reader, destination.out);
    } catch (UnknownTopicException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), 2);
    }
  }

  private int intoTopic(KafkaSettings kafka, Admin admin, LogReader reader, String into) {
    var now = now();
    var what = what(kafka, now);
    var ranges = ranges(reader, what, now);
    var survey = survey(reader, what, ranges);
    var target = Target.look(admin, kafka, what.topic(), into);
    say(PlanText.of(what.topic(), survey, speed(), target, Numbers.revealed(reveal)));
    refuse(target);
    if (survey.records() == 0) {
      say(List.of("There is nothing to replay."));
      return 0;
    }
    if (!yes) {
      say(List.of("Nothing was written. Say --yes to do it."));
      return 0;
    }
    var replayId = id == null ? UUID.randomUUID().toString().substring(0, 8) : id;
    target.create(admin);
    try (var replay = Replay.open(kafka, replayId, InstantSource.system())) {
      var begun = replay.begin(admin, new ReplayJob(replayId, what, into, speed), ranges);
      say(
          List.of(
              "Replay "
                  + replayId
                  + ". If it is broken off: switchboard replay --resume "
                  + replayId
                  + " --yes"));
      return run(replay, begun, reader);
    }
  }

  private int resume(KafkaSettings kafka, Admin admin, LogReader reader, String replayId) {
    var known =
        ReplayProgress.read(admin, kafka.prefix(), replayId)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "no replay " + replayId + " is known; they are forgotten after a week"));
    say(
        List.of(
            "Replay %s of %s into %s: %,d of %,d offsets are left"
                .formatted(
                    replayId,
                    known.job().selection().topic(),
                    known.job().into(),
                    known.left(),
                    known.total())));
    if (known.open().isEmpty()) {
      say(List.of("It is complete."));
      return 0;
    }
    var target = Target.look(admin, kafka, known.job().selection().topic(), known.job().into());
    if (!target.exists()) {
      throw new CommandFailure(known.job().into() + " is not there any more; start a new replay");
    }
    refuse(target);
    if (!yes) {
      say(List.of("Nothing was written. Say --yes to go on."));
      return 0;
    }
    try (var replay = Replay.open(kafka, replayId, InstantSource.system())) {
      // asked again: only now is it certain that nobody else writes
      var begun = ReplayProgress.read(admin, kafka.prefix(), replayId).orElse(known);
      return run(replay, begun, reader);
    }
  }

  private int run(Replay replay, ReplayProgress begun, LogReader reader) {
    try (var bar = new ProgressLine("replaying", err())) {
      var written = replay.run(begun, reader, bar);
      out("%,d records written into %s".formatted(written, begun.job().into()));
    }
    return 0;
  }

  private int intoFile(KafkaSettings kafka, LogReader reader, @Nullable Path file) {
    if (file == null) {
      throw new CommandFailure("where to? Say --into TOPIC or --out FILE", 2);
    }
    checkName(file);
    var export = new Export(file, Numbers.revealed(reveal));
    if (export.begun()) {
      return goOn(export, reader, file);
    }
    var now = now();
    var what = what(kafka, now);
    var ranges = ranges(reader, what, now);
    var survey = survey(reader, what, ranges);
    say(PlanText.of(what.topic(), survey, Speed.MAX, null, Numbers.revealed(reveal)));
    if (!yes) {
      say(List.of("Nothing was written. Say --yes to write " + file + "."));
      return 0;
    }
    try (var bar = new ProgressLine("writing", err())) {
      var written = export.write(reader, what, ranges, bar);
      out("%,d records written into %s".formatted(written, file));
    }
    return 0;
  }

  private int goOn(Export export, LogReader reader, Path file) {
    say(List.of(file + " was broken off; going on where it was, with what was asked then."));
    if (!yes) {
      say(List.of("Nothing was written. Say --yes, or delete " + export.progressFile() + "."));
      return 0;
    }
    try (var bar = new ProgressLine("writing", err())) {
      out("%,d records added to %s".formatted(export.resume(reader, bar), file));
    }
    return 0;
  }

  private static void checkName(Path file) {
    try {
      FileFormat.of(file);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("--out: " + e.getMessage(), 2);
    }
  }

  private void refuse(Target target) {
    if (!target.obstacles().isEmpty()) {
      throw new CommandFailure(String.join("; ", target.obstacles()));
    }
    if (target.needsForce() && !force) {
      throw new CommandFailure(
          target.topic()
              + " is read by others, who would act on it (see above); --force if you"
              + " mean it");
    }
  }

  private Selection what(KafkaSettings kafka, Instant now) {
    if (topic == null) {
      throw new CommandFailure("which topic? Like: switchboard replay cxone.call-results", 2);
    }
    return selection.of(kafka.prefix().applyTo(topic), window.window(now), now);
  }

  private List<Range> ranges(LogReader reader, Selection what, Instant now) {
    return reader.ranges(reader.partitions(what.topic()), window.window(now)).stream()
        .filter(range -> range.length() > 0)
        .toList();
  }

  private Survey survey(LogReader reader, Selection what, List<Range> ranges) {
    try (var bar = new ProgressLine("planning", err())) {
      return Survey.of(reader, ranges, what.predicate(), bar);
    }
  }

  private Speed speed() {
    try {
      return Speed.parse(speed);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("--speed: " + e.getMessage(), 2);
    }
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  private void say(List<String> lines) {
    lines.forEach(err()::println);
    err().flush();
  }

  private void out(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
