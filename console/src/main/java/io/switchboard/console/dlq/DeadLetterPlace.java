package io.switchboard.console.dlq;

import io.javalin.http.NotFoundResponse;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.dlq.DeadLetterStore;
import io.switchboard.replay.dlq.DeadLetterSummary;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where a dead letter stands on the dead-letter topic of its service. */
public record DeadLetterPlace(String service, int partition, long offset) {

  /** Reads {@code service/partition/offset}. */
  static DeadLetterPlace parse(String text) {
    var parts = text.split("/", -1);
    if (parts.length != 3
        || !DeadLetterStore.SERVICES.contains(parts[0])
        || !parts[1].matches("\\d{1,6}")
        || !parts[2].matches("\\d{1,18}")) {
      throw new NotFoundResponse("There is no dead letter under this address.");
    }
    return new DeadLetterPlace(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
  }

  static DeadLetterPlace of(DeadLetterSummary deadLetter) {
    return new DeadLetterPlace(
        deadLetter.service(), deadLetter.place().partition(), deadLetter.offset());
  }

  boolean isOf(ConsumerRecord<byte[], byte[]> record, KafkaSettings kafka) {
    return record.offset() == offset
        && record.partition() == partition
        && record.topic().equals(kafka.topics().deadLetters(service).name());
  }

  String text() {
    return service + "/" + partition + "/" + offset;
  }

  /** The address of its page. */
  String link() {
    return "/dead-letters/" + text();
  }
}
