package io.switchboard.ingress.webhook;

import static io.switchboard.ingress.FuzzedRoutes.json;
import static io.switchboard.ingress.FuzzedRoutes.require;

import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.ingress.FakePublisher;
import io.switchboard.ingress.FuzzedRoutes;
import io.switchboard.ingress.menu.MenuAnswer;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.RequestHandler;
import io.switchboard.ingress.request.Route;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Every body parser under any bytes: the first byte chooses the route, the rest is the body. No
 * exception, nothing but 200 and 400 (503 is sent again, as senders do: on a machine that stands
 * still an envelope runs out of {@link DataActionsWebhook#SEND_TIMEOUT}), and what was accepted is
 * what was sent.
 */
public final class WebhookFuzzer {
  private static final FuzzedRoutes ROUTES =
      new FuzzedRoutes(
          Route.CALL_RESULT,
          Route.DATA_ACTIONS,
          Route.DNC,
          Route.SIMULATOR,
          Route.IVR_MENU,
          Route.DNC_CHECK);
  private static final int ATTEMPTS = 20;
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

  private WebhookFuzzer() {}

  /** For jazzer: the route's word, when the first byte is not to choose. */
  public static void fuzzerInitialize(String[] arguments) {
    ROUTES.restrictTo(arguments);
  }

  /** The entry that jazzer knows. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length == 0) {
      return;
    }
    var request = ROUTES.request(data);
    var handler = Objects.requireNonNull(HANDLERS.get(request.route()));
    var answer = handler.handle(request);
    for (var attempt = 1; attempt < ATTEMPTS && isRetryable(answer); attempt++) {
      LOG.drain();
      answer = handler.handle(request);
    }
    var records = LOG.drain();
    switch (answer) {
      case Answer.Refusal(var problem) ->
          require(problem.status() == 400, "status " + problem.status());
      case Answer.Success _ -> {
        for (var record : records) {
          if (!record.topic().equals("cxone.rejected")) {
            requireVerbatim(request.route(), request.body(), record);
          }
        }
      }
    }
  }

  private static boolean isRetryable(Answer answer) {
    return answer instanceof Answer.Refusal(var problem) && problem.status() == 503;
  }

  private static void requireVerbatim(Route route, byte[] body, FakePublisher.Sent record) {
    require(!record.key().toString().isBlank(), "a key");
    require(!record.headers().id().isBlank(), "an identity");
    var sent = json(body);
    switch (route) {
      case CALL_RESULT, DNC -> require(Arrays.equals(body, record.value()), "the same bytes");
      case DATA_ACTIONS -> {
        var element = json(record.value());
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
}
