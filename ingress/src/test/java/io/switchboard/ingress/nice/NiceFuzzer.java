package io.switchboard.ingress.nice;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.contract.topic.Topics;
import io.switchboard.ingress.FakePublisher;
import io.switchboard.ingress.menu.MenuAnswer;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.IngressRequest;
import io.switchboard.ingress.request.RequestHandler;
import io.switchboard.ingress.request.Route;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Both endpoints for callers under any bytes: the first byte chooses one, the rest is the body. No
 * exception, an answer of 200 that a script can read and Studio does not cut, and no record without
 * a call.
 */
public final class NiceFuzzer {
  private static final Route[] ROUTES = {Route.NICE_STUDIO_MENU, Route.NICE_VAH_EXCHANGE};
  private static final int STUDIO_LIMIT = 32 * 1024;
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final FakePublisher LOG = new FakePublisher();
  private static final Map<Route, RequestHandler> HANDLERS =
      NiceEndpoints.byRoute(
          _ ->
              new MenuAnswer(new byte[0], "x", new CallerAction.Transfer("sales"), null, List.of()),
          LOG,
          new Topics(TopicPrefix.NONE),
          PromptPaths.NONE,
          new SimpleMeterRegistry());

  private static @Nullable Route only;

  private NiceFuzzer() {}

  /** For jazzer: the route's name, when the first byte is not to choose. */
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
    var handler = Objects.requireNonNull(HANDLERS.get(route));
    var answer =
        switch (handler.handle(request(route, body))) {
          case Answer.Refusal(var problem) -> handler.refused(problem);
          case Answer.Success success -> success;
        };
    switch (answer) {
      case Answer.Success(var bytes) -> {
        require(bytes.length < STUDIO_LIMIT, "an answer that is not cut");
        require(json(bytes).has(route == Route.NICE_STUDIO_MENU ? "ok" : "branchName"), "readable");
      }
      case Answer.Refusal(var problem) -> require(false, "status " + problem.status());
    }
    for (var record : LOG.drain()) {
      require(!record.key().toString().isBlank(), "a call");
    }
  }

  private static IngressRequest request(Route route, byte[] body) {
    return new IngressRequest(
        route, body, NOW, 0, Optional.empty(), EventHeaders.newTraceparent(), null, null);
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return Json.mapper().readTree(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("not held: JSON", e);
    }
  }

  private static void require(boolean held, String what) {
    if (!held) {
      throw new IllegalStateException("not held: " + what);
    }
  }
}
