package io.switchboard.ingress.nice;

import static io.switchboard.ingress.FuzzedRoutes.json;
import static io.switchboard.ingress.FuzzedRoutes.require;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.contract.topic.Topics;
import io.switchboard.ingress.FakePublisher;
import io.switchboard.ingress.FuzzedRoutes;
import io.switchboard.ingress.menu.MenuAnswer;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.RequestHandler;
import io.switchboard.ingress.request.Route;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Both endpoints for callers under any bytes: the first byte chooses one, the rest is the body. No
 * exception, an answer of 200 that a script can read and Studio does not cut, and no record without
 * a call.
 */
public final class NiceFuzzer {
  private static final FuzzedRoutes ROUTES =
      new FuzzedRoutes(Route.NICE_STUDIO_MENU, Route.NICE_VAH_EXCHANGE);
  private static final int STUDIO_LIMIT = 32 * 1024;
  private static final FakePublisher LOG = new FakePublisher();
  private static final Map<Route, RequestHandler> HANDLERS =
      NiceEndpoints.byRoute(
          _ ->
              new MenuAnswer(new byte[0], "x", new CallerAction.Transfer("sales"), null, List.of()),
          LOG,
          new Topics(TopicPrefix.NONE),
          PromptPaths.NONE,
          new SimpleMeterRegistry());

  private NiceFuzzer() {}

  /** For jazzer: the route's name, when the first byte is not to choose. */
  public static void fuzzerInitialize(String[] arguments) {
    ROUTES.restrictTo(arguments);
  }

  /** The entry that jazzer knows. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length == 0) {
      return;
    }
    var request = ROUTES.request(data);
    var route = request.route();
    var handler = Objects.requireNonNull(HANDLERS.get(route));
    var answer =
        switch (handler.handle(request)) {
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
}
