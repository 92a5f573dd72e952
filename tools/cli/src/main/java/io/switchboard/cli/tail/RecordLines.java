package io.switchboard.cli.tail;

import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.text.RecordJson;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The output of tail: whole records as JSON, or time, place, key and value in columns. */
final class RecordLines {
  private final boolean json;
  private final NumberMasking numbers;
  private final int placeWidth;

  RecordLines(List<String> topics, TopicPrefix prefix, boolean json, NumberMasking numbers) {
    this.json = json;
    this.numbers = numbers;
    // a partition of two digits and an offset of five; longer ones shift the rest of their line
    this.placeWidth =
        9 + topics.stream().mapToInt(topic -> prefix.applyTo(topic).length()).max().orElse(0);
  }

  String of(ConsumerRecord<byte[], byte[]> record) {
    if (json) {
      return RecordJson.line(record, numbers);
    }
    var place = record.topic() + "/" + record.partition() + "@" + record.offset();
    return RecordJson.time(record.timestamp())
        + "  "
        + place
        + " ".repeat(Math.max(0, placeWidth - place.length()))
        + "  "
        + RecordJson.oneLine(record.key(), numbers)
        + "  "
        + RecordJson.oneLine(record.value(), numbers);
  }
}
