package io.switchboard.replay.dlq;

import io.switchboard.contract.headers.DeadLetterHeaders;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.Redrive;
import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.time.Times;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;

/**
 * A dead letter, without its content.
 *
 * @param place its partition of the dead-letter topic
 * @param offset its offset there
 * @param source the partition that its record came from
 * @param sourceOffset the offset of its record there
 * @param destination the processor, table or CXone call that refused it
 * @param reason an exception's name, a SQLSTATE or an HTTP status
 * @param again whether it was redriven before and refused again
 * @param omitted the parts of its record that the dead-letter topic could not take, with their
 *     sizes, like {@code value 5242886 B}; empty when it has them all
 */
public record DeadLetterSummary(
    TopicPartition place,
    long offset,
    String service,
    TopicPartition source,
    long sourceOffset,
    String destination,
    String reason,
    Instant at,
    boolean again,
    String omitted) {
  private static final int MAX_DIGITS = 18;
  private static final String REGISTRY_TABLE = "dnc_registry";

  /** Reads the error headers; empty when they are missing or malformed. */
  public static Optional<DeadLetterSummary> of(ConsumerRecord<byte[], byte[]> record) {
    var headers = record.headers();
    var topic = EventHeaders.text(headers, DeadLetterHeaders.TOPIC);
    var service = EventHeaders.text(headers, DeadLetterHeaders.SERVICE);
    var partition = number(headers, DeadLetterHeaders.PARTITION);
    var offset = number(headers, DeadLetterHeaders.OFFSET);
    if (topic.isEmpty() || service.isEmpty() || partition.isEmpty() || offset.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new DeadLetterSummary(
            new TopicPartition(record.topic(), record.partition()),
            record.offset(),
            service.get(),
            new TopicPartition(topic.get(), partition.get().intValue()),
            offset.get(),
            EventHeaders.text(headers, DeadLetterHeaders.DESTINATION).orElse(""),
            EventHeaders.text(headers, DeadLetterHeaders.ERROR_CLASS).orElse("unknown"),
            EventHeaders.text(headers, DeadLetterHeaders.AT)
                .flatMap(Times::parse)
                .orElse(Instant.ofEpochMilli(Math.max(0, record.timestamp()))),
            headers.lastHeader(Redrive.OF) != null,
            EventHeaders.text(headers, DeadLetterHeaders.OMITTED).orElse("")));
  }

  private static Optional<Long> number(Headers headers, String name) {
    return EventHeaders.text(headers, name).filter(DeadLetterSummary::isNumber).map(Long::valueOf);
  }

  /** Not by a pattern: it is asked twice for each of a hundred thousand. */
  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_DIGITS
        && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
  }

  /** Its identity, by {@link DeadLetterHeaders#id(String, String, String)}. */
  public String id() {
    return DeadLetterHeaders.id(service, source + "-" + sourceOffset, destination);
  }

  /** Whether it may be an opt-out that did not reach the registry. */
  public boolean mayBeOptOut() {
    return service.equals(ServiceName.DNC_STREAMS.wireName())
        || new Redrive(service, destination).isForTable(REGISTRY_TABLE);
  }

  /** Whether it has the whole record; only then can it be redriven. */
  public boolean isComplete() {
    return omitted.isEmpty();
  }

  /** The address for its redrive. */
  Redrive redrive() {
    return new Redrive(service, destination);
  }
}
