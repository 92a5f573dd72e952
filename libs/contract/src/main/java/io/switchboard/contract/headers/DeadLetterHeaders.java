package io.switchboard.contract.headers;

import io.switchboard.contract.phone.Mask;
import io.switchboard.contract.time.Times;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The error headers of a dead letter, which {@link DeadLetterRecord} adds to the source's own. A
 * dead letter's identity is topic-partition-offset. No stack traces and no personal data.
 */
public final class DeadLetterHeaders {
  public static final String TOPIC = "dlq_topic";
  public static final String PARTITION = "dlq_partition";
  public static final String OFFSET = "dlq_offset";
  public static final String ERROR_CLASS = "dlq_class";
  public static final String MESSAGE = "dlq_message";
  public static final String DESTINATION = "dlq_destination";
  public static final String SERVICE = "dlq_service";
  public static final String AT = "dlq_at";

  /**
   * The parts of a source record that were too large for the dead-letter topic, with their sizes.
   */
  public static final String OMITTED = "dlq_omitted";

  private static final int MAX_TEXT_LENGTH = 500;

  private DeadLetterHeaders() {}

  /** The source's headers with the error added; the message is cut to 500 characters and masked. */
  public static Headers of(Headers source, DeadLetter deadLetter) {
    var headers = new RecordHeaders(source.toArray());
    headers.remove(OMITTED);
    put(headers, TOPIC, deadLetter.topic());
    put(headers, PARTITION, Integer.toString(deadLetter.partition()));
    put(headers, OFFSET, Long.toString(deadLetter.offset()));
    put(headers, ERROR_CLASS, deadLetter.errorClass());
    put(headers, MESSAGE, cut(Mask.text(deadLetter.message() == null ? "" : deadLetter.message())));
    put(headers, DESTINATION, deadLetter.destination());
    put(headers, SERVICE, deadLetter.service());
    put(headers, AT, Times.format(deadLetter.at()));
    return headers;
  }

  /**
   * The identity of a dead letter. The same record refused twice by the same destination, for
   * example after a crash, is one dead letter; refused by a table and by CXone, it is two.
   *
   * @param source topic, partition and offset of the record, with hyphens between them
   */
  public static String id(String service, String source, String destination) {
    return service + "/" + source + "/" + destination;
  }

  /** The identity of the dead letter with these headers; empty when they are none of one. */
  public static Optional<String> id(Headers headers) {
    var topic = EventHeaders.text(headers, TOPIC);
    var partition = EventHeaders.text(headers, PARTITION);
    var offset = EventHeaders.text(headers, OFFSET);
    var service = EventHeaders.text(headers, SERVICE);
    if (topic.isEmpty() || partition.isEmpty() || offset.isEmpty() || service.isEmpty()) {
      return Optional.empty();
    }
    var source = topic.get() + "-" + partition.get() + "-" + offset.get();
    return Optional.of(
        id(service.get(), source, EventHeaders.text(headers, DESTINATION).orElse("")));
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT_LENGTH ? text : text.substring(0, MAX_TEXT_LENGTH);
  }

  private static void put(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The source and the reason of a dead letter.
   *
   * @param errorClass an exception's simple name, a SQLSTATE, or an HTTP status class
   * @param destination what refused it: a processor, a table, a CXone call
   */
  public record DeadLetter(
      String topic,
      int partition,
      long offset,
      String errorClass,
      @Nullable String message,
      String destination,
      String service,
      Instant at) {}
}
