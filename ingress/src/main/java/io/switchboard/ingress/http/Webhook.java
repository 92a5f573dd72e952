package io.switchboard.ingress.http;

import io.switchboard.ingress.body.BodyFault;
import io.switchboard.ingress.body.Fields;
import io.switchboard.ingress.body.JsonReading;
import io.switchboard.ingress.body.JsonValue;
import io.switchboard.ingress.body.StrictJson;

/** A webhook whose body is a JSON object: reads it, or refuses it and keeps what was refused. */
abstract class Webhook implements RequestHandler {
  private final Rejections rejections;

  Webhook(Rejections rejections) {
    this.rejections = rejections;
  }

  /**
   * @param text the body, verbatim
   */
  abstract Answer handle(Request request, String text, Fields fields);

  @Override
  public final Answer handle(Request request) {
    return switch (StrictJson.read(request.body())) {
      case JsonReading.Unreadable(var fault) -> refuse(request, Problem.badRequest(fault));
      case JsonReading.Readable(var text, JsonValue.Members object) ->
          handle(request, text, new Fields(object, ""));
      case JsonReading.Readable _ ->
          refuse(request, Problem.badRequest(new BodyFault("", "must be a JSON object")));
    };
  }

  final Answer refuse(Request request, Fields fields) {
    return refuse(request, Problem.badRequest(fields.faults()));
  }

  private Answer refuse(Request request, Problem problem) {
    rejections.keep(request, problem);
    return new Answer.Refusal(problem);
  }
}
