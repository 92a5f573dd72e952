package io.switchboard.ingress.webhook;

import io.switchboard.ingress.body.Fields;
import io.switchboard.ingress.body.StrictJson;
import io.switchboard.ingress.limits.Bulkhead;
import io.switchboard.ingress.limits.LargeBodyBudget;
import io.switchboard.ingress.limits.Limits;
import io.switchboard.ingress.limits.Permits;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.IngressRequest;
import io.switchboard.ingress.request.Problem;
import io.switchboard.ingress.request.RequestHandler;
import java.util.function.Supplier;

/**
 * Reads a body as a JSON object and hands its fields on.
 *
 * @param largeBodies bounds how many large bodies are parsed at once, so that they neither fill the
 *     memory with trees nor keep the processors from a waiting caller
 */
record JsonHandler(Permits largeBodies, BodyHandler bodyHandler) implements RequestHandler {
  /** Begins what a body asks for. */
  @FunctionalInterface
  interface BodyHandler {
    /**
     * What it returns waits for the end of it, and does not hold on to what was read: while a
     * thousand requests wait, there is no room for a thousand trees.
     */
    Supplier<Answer> begin(IngressRequest request, Fields fields);
  }

  @Override
  public Answer handle(IngressRequest request) {
    return (request.body().length <= LargeBodyBudget.FREE
                || request.route().bulkhead() == Bulkhead.CALLERS
            ? begin(request)
            : largeBodies
                .within(Limits.PARSE_TIMEOUT, () -> begin(request))
                .orElse(JsonHandler::tooManyLargeBodies))
        .get();
  }

  private Supplier<Answer> begin(IngressRequest request) {
    return switch (StrictJson.read(request.body())) {
      case StrictJson.JsonResult.Unreadable(var fault) -> refusal(Problem.badRequest(fault));
      case StrictJson.JsonResult.Readable(var object) ->
          bodyHandler.begin(request, new Fields(object, ""));
    };
  }

  private static Answer tooManyLargeBodies() {
    return new Answer.Refusal(Problem.unavailable("too many large bodies at once"));
  }

  /** Refuses a request for what is wrong with its fields. */
  static Supplier<Answer> refusal(Fields fields) {
    return refusal(Problem.badRequest(fields.faults()));
  }

  static Supplier<Answer> refusal(Problem problem) {
    return () -> new Answer.Refusal(problem);
  }
}
