package io.switchboard.ingress.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.switchboard.ingress.body.BodyFault;
import io.switchboard.ingress.body.Fields;
import io.switchboard.ingress.body.StrictJson;
import io.switchboard.ingress.lookup.DncLookup;
import io.switchboard.ingress.lookup.LookupAnswer;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.IngressRequest;
import io.switchboard.ingress.request.Problem;
import io.switchboard.ingress.request.RequestHandler;
import java.util.ArrayList;
import java.util.List;

/** {@code POST /dnc/check}: may they be called, up to {@value #MAX_NUMBERS} at once. */
record DncCheckEndpoint(DncLookup lookup) implements RequestHandler {
  static final int MAX_NUMBERS = 1_000;

  private record Results(List<LookupAnswer> results) {}

  @Override
  public Answer handle(IngressRequest request) {
    return switch (StrictJson.read(request.body())) {
      case StrictJson.Reading.Unreadable(var fault) -> refused(fault);
      case StrictJson.Reading.Readable(_, var object) -> check(new Fields(object, ""));
    };
  }

  private Answer check(Fields fields) {
    if (!(fields.any("phoneNumbers") instanceof ArrayNode items)) {
      var missing = fields.any("phoneNumbers") == null;
      return refused(
          new BodyFault("/phoneNumbers", missing ? "is missing" : "must be an array of strings"));
    }
    if (items.size() > MAX_NUMBERS) {
      return refused(
          new BodyFault("/phoneNumbers", "may hold " + MAX_NUMBERS + " numbers at most"));
    }
    var numbers = new ArrayList<String>();
    for (var item : items) {
      if (!item.isTextual() || item.textValue().isBlank()) {
        return refused(new BodyFault("/phoneNumbers/" + numbers.size(), "must be a phone number"));
      }
      numbers.add(item.textValue());
    }
    return Answer.success(new Results(numbers.isEmpty() ? List.of() : lookup.look(numbers)));
  }

  private static Answer refused(BodyFault fault) {
    return new Answer.Refusal(Problem.badRequest(fault));
  }
}
