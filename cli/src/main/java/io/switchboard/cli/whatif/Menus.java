package io.switchboard.cli.whatif;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.Topics;
import io.switchboard.contract.event.CallEvent;
import io.switchboard.replay.whatif.Input;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Activations as they stand on {@code cxone.dtmf}. */
final class Menus {
  private Menus() {}

  /** The record that puts a menu in force. */
  static Input activation(Topics topics, String hash, JsonNode body, long timestamp) {
    var dtmf = topics.dtmf();
    return new Input(
        CallEvent.PARTITION_KEY.getBytes(UTF_8),
        dtmf.values().serializer().serialize(dtmf.name(), new CallEvent.Activation(hash, body)),
        new RecordHeaders(),
        timestamp);
  }
}
