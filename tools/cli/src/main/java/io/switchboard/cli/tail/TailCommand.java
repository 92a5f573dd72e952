package io.switchboard.cli.tail;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Console;
import io.switchboard.cli.ReadOptions;
import io.switchboard.cli.SelectionOptions;
import io.switchboard.cli.Terminal;
import io.switchboard.cli.output.ResultLines;
import io.switchboard.replay.filter.MatchCount;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.NewestRecords;
import io.switchboard.replay.reading.OffsetRange;
import io.switchboard.replay.reading.TimeMerge;
import io.switchboard.replay.reading.UnknownTopicException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code switchboard tail}: shows existing and new records of topics. */
@Command(
    name = "tail",
    mixinStandardHelpOptions = true,
    description = {
      "Show the records of topics, by time, committed ones only.",
      "With --from or --last it shows what is there and ends, unless --follow; else it follows.",
      "Numbers, and keys as they were received (dtmf, digit), are masked unless --reveal. The path of a call shows its"
          + " keys, and *** for those of a sensitive node."
    },
    footer = {
      "",
      SelectionOptions.LANGUAGE,
      "",
      "Example: the critical results of the last 15 minutes, and new ones",
      "  switchboard tail dispositions.classified --from -15m --follow \\",
      "      --where \"severity = 'critical'\""
    })
public final class TailCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(200);

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private final ReadOptions reading = new ReadOptions();

  @Parameters(arity = "1..*", paramLabel = "TOPIC", description = "Without TOPIC_PREFIX.")
  private List<String> topics = List.of();

  @Option(names = "--from-beginning", description = "The same as --from beginning --follow.")
  private boolean fromBeginning;

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "The newest N records of each topic that match.")
  private @Nullable Long last;

  @Option(
      names = {"-f", "--follow"},
      description = "Continue with new records.")
  private boolean follow;

  @Option(names = "--count", paramLabel = "N", description = "End after N records.")
  private @Nullable Long count;

  @Mixin private final SelectionOptions selection = new SelectionOptions();

  /** The output format. */
  enum Format {
    TABLE,
    JSON,
    NDJSON
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = {
        "table (default): the fields that matter of each record.",
        "json: whole records, one array. ndjson: one record a line, also of a command that follows."
      })
  private Format format = Format.TABLE;

  @Option(names = "--json", hidden = true, description = "The same as -o ndjson.")
  private boolean json;

  private long left;

  @Override
  public Integer call() {
    refuseEndlessArray();
    var kafka = reading.deployment().kafka();
    var now = Instant.now();
    var wanted =
        new MatchCount(
            selection.of("", reading.window().window(now), now).predicate(), selection.filter(now));
    reading.window().text(now).ifPresent(new Console(spec)::info);
    left = count == null ? Long.MAX_VALUE : count;
    try (var reader = LogReader.open(kafka)) {
      var partitions =
          topics.stream()
              .map(kafka.prefix()::applyTo)
              .distinct()
              .flatMap(topic -> reader.partitions(topic).stream())
              .toList();
      var lines =
          new RecordLines(
              topics,
              kafka.prefix(),
              width(),
              format() != Format.TABLE,
              reading.window().zone(),
              reading.numbers());
      var result = new ResultLines(format() == Format.JSON, spec.commandLine().getOut());
      var ranges = ranges(reader, partitions, now);
      if (last == null) {
        showWhatIsThere(reader, ranges, wanted, lines, result);
      } else {
        showNewest(NewestRecords.before(reader, ranges, last, wanted), lines, result);
      }
      if (!follows()) {
        wanted.whyNone().ifPresent(new Console(spec)::info);
      } else {
        if (Terminal.isInteractive()) {
          new Console(spec).info("Waiting for new records; Ctrl-C ends it.");
        }
        follow(reader, ranges, wanted, lines, result);
      }
      result.end();
    } catch (UnknownTopicException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), 2);
    }
    return 0;
  }

  private Format format() {
    return json ? Format.NDJSON : format;
  }

  /** Before any server is asked. */
  private void refuseEndlessArray() {
    if (format() == Format.JSON && follows() && count == null) {
      throw new CommandFailure(
          "-o json is one array, which is never complete here: tail follows the topics. Take -o"
              + " ndjson, or end with --last, --from or --count",
          2);
    }
  }

  /** A pipe has no width: one record a line. */
  private int width() {
    return Terminal.isInteractive() ? spec.usageMessage().width() : Integer.MAX_VALUE;
  }

  private boolean follows() {
    return follow
        || fromBeginning
        || !(reading.window().hasBeginning() || reading.window().hasEnd() || last != null);
  }

  private List<OffsetRange> ranges(LogReader reader, List<TopicPartition> partitions, Instant now) {
    if (reading.window().hasBeginning() || reading.window().hasEnd() || fromBeginning) {
      return reader.ranges(partitions, reading.window().window(now));
    }
    return reader.last(partitions, 0);
  }

  private void showNewest(
      List<ConsumerRecord<byte[], byte[]>> records, RecordLines lines, ResultLines result) {
    records.forEach(record -> print(record, _ -> true, lines, result));
    result.flush();
  }

  private void showWhatIsThere(
      LogReader reader,
      List<OffsetRange> ranges,
      Predicate<ConsumerRecord<byte[], byte[]>> wanted,
      RecordLines lines,
      ResultLines result) {
    var merge = new TimeMerge(reader.read(ranges), ranges);
    for (var record = merge.next(); record != null && goesOn(result); record = merge.next()) {
      print(record, wanted, lines, result);
    }
    result.flush();
  }

  /** Continues at the end of the ranges, so that no record is shown twice or missed. */
  private void follow(
      LogReader reader,
      List<OffsetRange> ranges,
      Predicate<ConsumerRecord<byte[], byte[]>> wanted,
      RecordLines lines,
      ResultLines result) {
    var consumer = reader.consumer();
    consumer.assign(ranges.stream().map(OffsetRange::partition).toList());
    ranges.forEach(range -> consumer.seek(range.partition(), range.to()));
    consumer.resume(consumer.paused());
    while (goesOn(result)) {
      for (var record : TimeMerge.merged(consumer.poll(POLL))) {
        print(record, wanted, lines, result);
      }
      result.flush();
    }
  }

  private boolean goesOn(ResultLines result) {
    return left > 0 && !result.isBroken();
  }

  private void print(
      ConsumerRecord<byte[], byte[]> record,
      Predicate<ConsumerRecord<byte[], byte[]>> wanted,
      RecordLines lines,
      ResultLines result) {
    if (left > 0 && wanted.test(record)) {
      left--;
      result.add(lines.of(record));
    }
  }
}
