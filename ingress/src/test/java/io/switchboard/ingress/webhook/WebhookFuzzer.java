package io.switchboard.ingress.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.json.Json;
import io.switchboard.ingress.FakePublisher;
import io.switchboard.ingress.menu.MenuAnswer;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.IngressRequest;
import io.switchboard.ingress.request.RequestHandler;
import io.switchboard.ingress.request.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every body parser under any bytes: the first byte chooses the route, the rest is the body. No
 * exception, nothing but 200 and 400, and what was accepted is what was sent.
 */
public final class WebhookFuzzer {
  private static final Route[] ROUTES = {
    Route.CALL_RESULT,
    Route.DATA_ACTIONS,
    Route.DNC,
    Route.SIMULATOR,
    Route.IVR_MENU,
    Route.DNC_CHECK
  };
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final FakePublisher LOG = new FakePublisher();
  private static final Map<Route, RequestHandler> HANDLERS =
      TestHandlers.on(
          LOG,
          question ->
              new MenuAnswer(
                  question.callId().getBytes(StandardCharsets.UTF_8),
                  "x",
                  new CallerAction.Hangup(),
                  null,
                  List.of()));

  private static @Nullable Route only;

  private WebhookFuzzer() {}

  /** For jazzer: the route's word, when the first byte is not to choose. */
  public static void fuzzerInitialize(String[] arguments) {
    for (var route : ROUTES) {
      only = arguments.length > 0 && route.wireName().equals(arguments[0]) ? route : only;
    }
  }

  /** The entry that jazzer knows. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length == 0) {
      return;
    }
    var route = only == null ? ROUTES[Math.floorMod(data[0], ROUTES.length)] : only;
    var body = Arrays.copyOfRange(data, 1, data.length);
    var answer = Objects.requireNonNull(HANDLERS.get(route)).handle(request(route, body));
    var records = LOG.drain();
    switch (answer) {
      case Answer.Refusal(var problem) -> require(problem.status() == 400, "status");
      case Answer.Success _ -> {
        for (var record : records) {
          if (!record.topic().equals("cxone.rejected")) {
            requireVerbatim(route, body, record);
          }
        }
      }
    }
  }

  private static void requireVerbatim(Route route, byte[] body, FakePublisher.Sent record) {
    require(!record.key().toString().isBlank(), "a key");
    require(!record.headers().id().isBlank(), "an identity");
    var sent = tree(body);
    switch (route) {
      case CALL_RESULT, DNC -> require(Arrays.equals(body, record.value()), "the same bytes");
      case DATA_ACTIONS -> {
        var element = tree(record.value());
        var found = false;
        for (var candidate : sent.path("events")) {
          found |= candidate.equals(element);
        }
        require(found, "one of the elements");
      }
      case SIMULATOR -> require(sent.path("callId").asText().equals(record.key()), "the call's id");
      case IVR_MENU, NICE_STUDIO_MENU, NICE_VAH_EXCHANGE, DNC_LOOKUP, DNC_CHECK ->
          require(false, "no record at all");
    }
  }

  private static IngressRequest request(Route route, byte[] body) {
    return new IngressRequest(
        route, body, NOW, 0, Optional.empty(), EventHeaders.newTraceparent(), null, null);
  }

  private static JsonNode tree(byte[] json) {
    try {
      return Json.mapper().readTree(json);
    } catch (IOException e) {
      throw new IllegalStateException("accepted, but another parser cannot read it", e);
    }
  }

  private static void require(boolean held, String what) {
    if (!held) {
      throw new IllegalStateException("not held: " + what);
    }
  }
}
