package io.switchboard.pushes.state;

import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.cxone.rest.CxoneCall;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One state to push to CXone.
 *
 * @param key contactId, callId or number; only the latest state of a key is pushed
 * @param urgent sent before the others: an opt-out
 * @param order its order among the states of its key
 * @param repeated written again by a redrive or a replay, so that the log may contain newer states
 *     before it, or read again, so that CXone may have newer ones
 * @param source the record of the state, for the dead-letter topic
 */
public record Push(
    PushKind kind,
    String key,
    String eventId,
    Instant eventTime,
    Instant receivedAt,
    boolean urgent,
    CxoneCall call,
    StateOrder order,
    boolean repeated,
    String traceparent,
    ConsumerRecord<byte[], byte[]> source) {

  public TopicPartition partition() {
    return new TopicPartition(source.topic(), source.partition());
  }

  /**
   * Whether an earlier state of the key on the log is nevertheless newer. A stream service writes
   * states in order; a repeated state may be older.
   */
  public boolean isOvertakenBy(Push earlier) {
    return repeated && earlier.order.compareTo(order) >= 0;
  }

  /** Whether its record was written before that time. */
  public boolean isOlderThan(Duration age, Instant now) {
    return Instant.ofEpochMilli(source.timestamp()).isBefore(now.minus(age));
  }

  /** The same state, which is checked against the newest of its key before it is sent. */
  public Push asRepeated() {
    return new Push(
        kind, key, eventId, eventTime, receivedAt, urgent, call, order, true, traceparent, source);
  }

  /** Without the key, which may be a phone number. */
  @Override
  public String toString() {
    return kind.wireName() + " push of " + partition() + "@" + source.offset();
  }
}
