package io.switchboard.ingress.nice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What the Virtual Agent Hub sends back to us as {@code botSessionState}.
 *
 * @param exchange number of the exchange that the state was sent with, from 1
 * @param turn of the answer that the caller heard; null where it is not known
 */
record HubState(int exchange, @Nullable Integer turn) {
  private static final int MAX = 1_000_000;

  /** The state of a request; null for none, and for one that is not ours. */
  static @Nullable HubState of(@Nullable JsonNode json) {
    if (json == null || !isCount(json.path("exchange"))) {
      return null;
    }
    var turn = json.path("turn");
    return new HubState(json.path("exchange").asInt(), isCount(turn) ? turn.asInt() : null);
  }

  private static boolean isCount(JsonNode value) {
    return value.isIntegralNumber()
        && value.canConvertToInt()
        && value.asInt() >= 0
        && value.asInt() <= MAX;
  }

  /** The state of the next answer. */
  static HubState after(@Nullable HubState before, @Nullable Integer turn) {
    return new HubState(before == null ? 1 : before.exchange() + 1, turn);
  }

  ObjectNode json() {
    var json = JsonNodeFactory.instance.objectNode().put("exchange", exchange);
    return turn == null ? json : json.put("turn", turn);
  }
}
