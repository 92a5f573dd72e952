package io.switchboard.bench.menu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.switchboard.bench.machine.JsonClient;
import java.util.List;
import java.util.UUID;

/** Callers who go through the shipped menu, as CXone's requests. */
final class MenuCallers implements AutoCloseable {
  private static final List<String> PRESSES = List.of("", "1", "A", "1");
  private static final String CALLER = "+14155550100";
  private final JsonClient client;
  private final int perSecond;
  private final String run = UUID.randomUUID().toString();

  MenuCallers(int ingressPort, int perSecond) {
    this.client = new JsonClient(ingressPort);
    this.perSecond = perSecond;
  }

  /** The i-th request of a series; those of a call are a second apart. */
  JsonNode ask(String series, int i) {
    var call = i / (perSecond * PRESSES.size()) * perSecond + i % perSecond;
    var press = PRESSES.get(i / perSecond % PRESSES.size());
    var from = "+1415555%04d".formatted(call % 10_000);
    return ask(series + "-" + run + "-" + call, from, press);
  }

  /** One more call that is not measured. */
  void probe() {
    var _ = ask("probe-" + UUID.randomUUID(), CALLER, "#");
  }

  private JsonNode ask(String callId, String from, String dtmf) {
    var body =
        JsonNodeFactory.instance
            .objectNode()
            .put("callId", callId)
            .put("from", from)
            .put("dtmf", dtmf);
    return client.post("/webhook/ivr-menu", body);
  }

  /** Whether CXone can continue with this answer. */
  static boolean isAnswer(JsonNode answer) {
    return switch (answer.path("action").asText()) {
      case "collect" ->
          answer.at("/play/url").asText().startsWith("https://") && answer.hasNonNull("nextUrl");
      case "transfer" -> answer.hasNonNull("nextUrl");
      case "hangup" -> true;
      default -> false;
    };
  }

  @Override
  public void close() {
    client.close();
  }
}
