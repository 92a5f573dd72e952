package io.switchboard.cli.count;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Console;
import io.switchboard.cli.ProgressLine;
import io.switchboard.cli.ReadOptions;
import io.switchboard.cli.SelectionOptions;
import io.switchboard.cli.output.OutputOptions;
import io.switchboard.cli.output.ResultTable;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.filter.MatchCount;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.UnknownTopicException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code switchboard count}: counts the records of topics. */
@Command(
    name = "count",
    mixinStandardHelpOptions = true,
    description = {
      "Count the records of topics by fields and time, committed ones only.",
      "Numbers, and keys as they were received (dtmf, digit), are masked unless --reveal. The path of a call shows its"
          + " keys, and *** for those of a sensitive node."
    },
    footer = {
      "",
      SelectionOptions.LANGUAGE,
      "",
      "Example: the categories of each hour since yesterday, for a spreadsheet",
      "  switchboard count dispositions.classified --by category,hour \\",
      "      --from yesterday -o csv"
    })
public final class CountCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private final ReadOptions reading = new ReadOptions();

  @Parameters(arity = "1..*", paramLabel = "TOPIC", description = "Without TOPIC_PREFIX.")
  private List<String> topics = List.of();

  @Option(
      names = "--by",
      split = ",",
      paramLabel = "FIELD",
      defaultValue = "topic",
      description =
          "topic (default), key, minute, hour, day, or fields of the value like category or"
              + " context.vip; several with commas.")
  private List<String> by = List.of();

  @Mixin private final SelectionOptions selection = new SelectionOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    var kafka = reading.deployment().kafka();
    var now = Instant.now();
    var console = new Console(spec);
    reading.window().refuseFromNow(now);
    reading.window().text(now).ifPresent(console::info);
    var counts = new RecordCounts(by, reading.window().zone(), reading.numbers());
    var wanted =
        new MatchCount(
            selection.of("", reading.window().window(now), now).predicate(), selection.filter(now));
    try (var reader = LogReader.open(kafka);
        var bar = console.progress("counting")) {
      count(kafka, reader, wanted, counts, bar, now);
    } catch (UnknownTopicException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), 2);
    }
    output.print(
        table(counts), wanted.whyNone().orElse("no records"), reading.window().zone(), spec);
    if (!counts.absent().isEmpty()) {
      console.info("no record has a field " + String.join(" or ", counts.absent()));
    }
    return 0;
  }

  private void count(
      KafkaSettings kafka,
      LogReader reader,
      MatchCount wanted,
      RecordCounts counts,
      ProgressLine bar,
      Instant now) {
    var partitions =
        topics.stream()
            .map(kafka.prefix()::applyTo)
            .distinct()
            .flatMap(topic -> reader.partitions(topic).stream())
            .toList();
    var records = reader.read(reader.ranges(partitions, reading.window().window(now)));
    while (!records.finished()) {
      for (var record : records.poll()) {
        if (wanted.test(record) && !counts.add(record)) {
          throw new CommandFailure(
              "--by gives more than " + RecordCounts.MAX_GROUPS + " groups; choose another field");
        }
      }
      bar.at(records.done(), records.total());
    }
  }

  private ResultTable table(RecordCounts counts) {
    var columns = new ArrayList<>(by);
    columns.add("records");
    var table = new ResultTable(columns.toArray(String[]::new));
    for (var group : counts.sorted()) {
      var cells = new ArrayList<Object>(group.getKey());
      cells.add(group.getValue());
      table.add(cells.toArray());
    }
    return table;
  }
}
