package io.switchboard.ingress.nice;

import io.switchboard.ingress.body.Fields;
import io.switchboard.ingress.body.StrictJson;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.Problem;
import java.util.function.Function;

/** The body of a request, when it is JSON and its fields can be used. */
final class ValidBody {
  private ValidBody() {}

  /**
   * The answer to a body, else a refusal that names what is wrong with it.
   *
   * @param reader reads the fields, and notes their faults
   */
  static <T> Answer answer(
      StrictJson.JsonResult body, Function<Fields, T> reader, Function<T, Answer> answer) {
    return switch (body) {
      case StrictJson.JsonResult.Unreadable(var fault) ->
          new Answer.Refusal(Problem.badRequest(fault));
      case StrictJson.JsonResult.Readable(var object) -> {
        var fields = new Fields(object, "");
        var read = reader.apply(fields);
        yield fields.hasFaults()
            ? new Answer.Refusal(Problem.badRequest(fields.faults()))
            : answer.apply(read);
      }
    };
  }
}
