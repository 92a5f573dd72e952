package io.switchboard.cli.tail;

import io.switchboard.cli.Terminal;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.text.RecordJson;
import io.switchboard.replay.trace.RecordSummary;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The output of tail: whole records as JSON, or time, topic, key and the fields that matter in
 * columns, coloured at a terminal.
 */
final class RecordLines {
  private static final int KEY_WIDTH = 14;
  private static final String GREY = "\033[2m";
  private static final String CYAN = "\033[36m";
  private static final String BOLD = "\033[1m";
  private static final String PLAIN = "\033[0m";

  private final boolean json;
  private final NumberMasking numbers;
  private final TopicPrefix prefix;
  private final RecordSummary summaries;
  private final int topicWidth;
  private final boolean colour = Terminal.isInteractive() && System.getenv("NO_COLOR") == null;

  RecordLines(List<String> topics, TopicPrefix prefix, boolean json, NumberMasking numbers) {
    this.json = json;
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
    return coloured(GREY, RecordJson.time(record.timestamp()), 0)
        + "  "
        + coloured(CYAN, record.topic(), topicWidth)
        + "  "
        + coloured(BOLD, RecordJson.oneLine(record.key(), numbers), KEY_WIDTH)
        + "  "
        + summaries.of(record, prefix).orElseGet(() -> RecordJson.oneLine(record.value(), numbers));
  }

  private String coloured(String begin, String text, int width) {
    var filled = text + " ".repeat(Math.max(0, width - text.length()));
    return colour ? begin + filled + PLAIN : filled;
  }
}
