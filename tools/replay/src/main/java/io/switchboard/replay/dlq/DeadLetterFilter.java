package io.switchboard.replay.dlq;

import io.switchboard.replay.filter.Filter;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Selects dead letters. An empty text selects all.
 *
 * @param service the whole name of a service, like {@code sink-postgres}
 * @param destination a part of the name of a destination
 * @param reason the whole reason: an exception, a SQLSTATE or an HTTP status, in any case of
 *     letters
 * @param where selects records of the dead-letter topics
 */
public record DeadLetterFilter(
    String service,
    String destination,
    String reason,
    Predicate<ConsumerRecord<byte[], byte[]>> where)
    implements Predicate<ConsumerRecord<byte[], byte[]>> {

  /**
   * Reads a filter.
   *
   * @param where in the filter language, or empty
   * @param now for times like {@code -15m} in it
   * @throws IllegalArgumentException naming the services when there is none of this name
   * @throws io.switchboard.replay.filter.FilterSyntaxException when {@code where} cannot be read
   */
  public static DeadLetterFilter of(
      String service, String destination, String reason, String where, Instant now) {
    if (!service.isEmpty() && !DeadLetterStore.SERVICES.contains(service)) {
      throw new IllegalArgumentException(
          "the service is one of " + String.join(", ", DeadLetterStore.SERVICES));
    }
    return new DeadLetterFilter(
        service, destination, reason, where.isBlank() ? _ -> true : Filter.parse(where, now));
  }

  /** The dead letters of this filter with one of these ids. */
  public DeadLetterFilter withIds(Set<String> ids) {
    return and(
        record -> DeadLetterSummary.of(record).filter(it -> ids.contains(it.id())).isPresent());
  }

  @Override
  public DeadLetterFilter and(Predicate<? super ConsumerRecord<byte[], byte[]>> other) {
    return new DeadLetterFilter(service, destination, reason, where.and(other));
  }

  @Override
  public boolean test(ConsumerRecord<byte[], byte[]> record) {
    return DeadLetterSummary.of(record).map(this::isNamed).orElse(false) && where.test(record);
  }

  /** Whether service, destination and reason fit; {@code where} needs the whole record. */
  public boolean isNamed(DeadLetterSummary deadLetter) {
    return (service.isEmpty() || deadLetter.service().equals(service))
        && (destination.isEmpty() || deadLetter.destination().contains(destination))
        && (reason.isEmpty() || deadLetter.reason().equalsIgnoreCase(reason));
  }
}
