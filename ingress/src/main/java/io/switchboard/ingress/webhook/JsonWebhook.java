package io.switchboard.ingress.webhook;

import io.switchboard.ingress.body.Fields;
import io.switchboard.ingress.body.StrictJson;
import io.switchboard.ingress.limits.Bulkhead;
import io.switchboard.ingress.limits.LargeBodyBudget;
import io.switchboard.ingress.limits.LargeBodyTurns;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.IngressRequest;
import io.switchboard.ingress.request.Problem;
import io.switchboard.ingress.request.RequestHandler;
import java.util.function.Supplier;

/** A webhook whose body is a JSON object: reads it, or refuses it and keeps what was refused. */
abstract class JsonWebhook implements RequestHandler {
  private final RejectedInputPublisher rejections;
  private final LargeBodyTurns turns = LargeBodyTurns.ofThisMachine();

  JsonWebhook(RejectedInputPublisher rejections) {
    this.rejections = rejections;
  }

  /**
   * Begins what a body asks for. What it returns waits for the end of it, and does not hold on to
   * what was read: while a thousand requests wait, there is no room for a thousand trees.
   *
   * @param text the body, verbatim
   */
  abstract Supplier<Answer> begin(IngressRequest request, String text, Fields fields);

  @Override
  public final Answer handle(IngressRequest sent) {
    var request = sent.withoutByteOrderMark();
    return (request.body().length <= LargeBodyBudget.FREE
                || request.route().bulkhead() == Bulkhead.CALLERS
            ? begin(request)
            : turns.inTurn(() -> begin(request)).orElse(JsonWebhook::noTurn))
        .get();
  }

  private static Answer noTurn() {
    return new Answer.Refusal(Problem.unavailable("too many large bodies at once"));
  }

  private Supplier<Answer> begin(IngressRequest request) {
    return switch (StrictJson.read(request.body())) {
      case StrictJson.Reading.Unreadable(var fault) -> refuse(request, Problem.badRequest(fault));
      case StrictJson.Reading.Readable(var text, var object) ->
          begin(request, text, new Fields(object, ""));
    };
  }

  @Override
  public final void refused(IngressRequest request, Problem problem) {
    rejections.keep(request, problem);
  }

  final Supplier<Answer> refuse(IngressRequest request, Fields fields) {
    return refuse(request, Problem.badRequest(fields.faults()));
  }

  private Supplier<Answer> refuse(IngressRequest request, Problem problem) {
    rejections.keep(request, problem);
    return () -> new Answer.Refusal(problem);
  }
}
