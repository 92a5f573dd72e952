package io.switchboard.cli.tail;

import io.switchboard.cli.Terminal;
import io.switchboard.cli.ZoneOptions;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.text.RecordJson;
import io.switchboard.replay.trace.RecordSummary;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The output of tail: whole records as JSON, or time, topic, key and the fields that matter in
 * columns, coloured at a terminal.
 */
final class RecordLines {
  private static final int KEY_WIDTH = 14;
  private static final int GAP = 2;
  private static final String GREY = "\033[2m";

  /** Readable on light and dark backgrounds: cyan and yellow are not, on light ones. */
  private static final String MAGENTA = "\033[35m";

  private static final String BOLD = "\033[1m";
  private static final String PLAIN = "\033[0m";

  private final int width;
  private final boolean json;
  private final ZoneId zone;
  private final NumberMasking numbers;
  private final TopicPrefix prefix;
  private final RecordSummary summaries;
  private final int topicWidth;
  private final boolean colour = Terminal.isInteractive() && System.getenv("NO_COLOR") == null;

  /**
   * Creates the output.
   *
   * @param width of the terminal; longer lines are wrapped between words, JSON never is
   * @param zone of the times in columns; JSON has UTC
   */
  RecordLines(
      List<String> topics,
      TopicPrefix prefix,
      int width,
      boolean json,
      ZoneId zone,
      NumberMasking numbers) {
    this.width = width;
    this.json = json;
    this.zone = zone;
    this.numbers = numbers;
    this.prefix = prefix;
    this.summaries = new RecordSummary(numbers);
    this.topicWidth =
        topics.stream().mapToInt(topic -> prefix.applyTo(topic).length()).max().orElse(0);
  }

  String of(ConsumerRecord<byte[], byte[]> record) {
    if (json) {
      return RecordJson.line(record, numbers);
    }
    var line = new FittedLine(width);
    cell(line, GREY, time(record), 0);
    cell(line, MAGENTA, record.topic(), topicWidth);
    cell(line, BOLD, RecordJson.oneLine(record.key(), numbers), KEY_WIDTH);
    var summary =
        summaries.of(record, prefix).orElseGet(() -> RecordJson.oneLine(record.value(), numbers));
    for (var word : summary.split(" ", -1)) {
      line.add(word, word, 1);
    }
    return line.toString();
  }

  private String time(ConsumerRecord<?, ?> record) {
    return ZoneOptions.precise(Instant.ofEpochMilli(Math.max(0, record.timestamp())), zone);
  }

  private void cell(FittedLine line, String begin, String text, int columnWidth) {
    var fill = Math.max(0, columnWidth - text.length());
    line.add(text, colour ? begin + text + PLAIN : text, fill + GAP);
  }
}
