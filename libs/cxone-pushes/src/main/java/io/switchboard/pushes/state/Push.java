package io.switchboard.pushes.state;

import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.cxone.rest.CxoneCall;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One state to push to CXone.
 *
 * @param key contactId, callId or number; of several states of one key only the latest is pushed
 * @param urgent goes before those that are not: a number that must not be called any more
 * @param order its place among the states of its key
 * @param repeated written again by a redrive or a replay, so that the log may hold newer states
 *     before it
 * @param source the record it comes from, for the dead-letter topic
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
   * Whether another state of the key, read earlier, stands all the same. What a stream service
   * writes is newer than what it wrote before; what is written again may not be.
   */
  public boolean isOvertakenBy(Push earlier) {
    return repeated && earlier.order.compareTo(order) >= 0;
  }

  /** Without the key: it may be a phone number. */
  @Override
  public String toString() {
    return kind.wireName() + " push of " + partition() + "@" + source.offset();
  }
}
