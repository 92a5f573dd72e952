package io.switchboard.ingress.webhook;

import io.switchboard.ingress.body.BodyFault;
import io.switchboard.ingress.body.JsonReading;
import io.switchboard.ingress.body.JsonValue;
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
      case JsonReading.Unreadable(var fault) -> refused(fault);
      case JsonReading.Readable(_, JsonValue.Members object) -> check(object);
      case JsonReading.Readable _ -> refused(new BodyFault("", "must be a JSON object"));
    };
  }

  private Answer check(JsonValue.Members object) {
    if (!(object.get("phoneNumbers") instanceof JsonValue.Items(var items, _))) {
      var missing = object.get("phoneNumbers") == null;
      return refused(
          new BodyFault("/phoneNumbers", missing ? "is missing" : "must be an array of strings"));
    }
    if (items.size() > MAX_NUMBERS) {
      return refused(
          new BodyFault("/phoneNumbers", "may hold " + MAX_NUMBERS + " numbers at most"));
    }
    var numbers = new ArrayList<String>();
    for (var item : items) {
      if (!(item instanceof JsonValue.Text(var number, _)) || number.isBlank()) {
        return refused(new BodyFault("/phoneNumbers/" + numbers.size(), "must be a phone number"));
      }
      numbers.add(number);
    }
    return Answer.success(new Results(numbers.isEmpty() ? List.of() : lookup.look(numbers)));
  }

  private static Answer refused(BodyFault fault) {
    return new Answer.Refusal(Problem.badRequest(fault));
  }
}
