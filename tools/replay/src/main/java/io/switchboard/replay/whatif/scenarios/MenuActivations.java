package io.switchboard.replay.whatif.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.topic.Topics;
import io.switchboard.replay.whatif.ScenarioInput;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Activations as records of {@code cxone.dtmf}. */
final class MenuActivations {
  private MenuActivations() {}

  /**
   * The record that activates a menu.
   *
   * @param at its activation time; null for one that always wins
   */
  static ScenarioInput activation(
      Topics topics,
      int partition,
      String hash,
      JsonNode body,
      @Nullable Instant at,
      long timestamp) {
    var dtmf = topics.dtmf();
    return new ScenarioInput(
        partition,
        -1,
        CallEvent.PARTITION_KEY.getBytes(UTF_8),
        dtmf.values().serializer().serialize(dtmf.name(), new CallEvent.Activation(hash, body, at)),
        new RecordHeaders(),
        timestamp);
  }

  /** A record without an id is identified by its position, as in the service. */
  static ScenarioInput identified(Topics topics, ScenarioInput recorded) {
    if (recorded.headers().lastHeader(EventHeaders.ID) != null) {
      return recorded;
    }
    var id = EventId.ofRecord(topics.dtmf().name(), recorded.partition(), recorded.offset());
    var headers = new RecordHeaders(recorded.headers().toArray());
    headers.add(EventHeaders.ID, id.getBytes(UTF_8));
    return new ScenarioInput(
        recorded.partition(),
        recorded.offset(),
        recorded.key(),
        recorded.value(),
        headers,
        recorded.timestamp());
  }
}
