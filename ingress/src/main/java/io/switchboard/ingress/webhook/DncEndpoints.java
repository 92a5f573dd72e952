package io.switchboard.ingress.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.switchboard.contract.json.JsonNumbers;
import io.switchboard.ingress.body.Fields;
import io.switchboard.ingress.lookup.DncLookup;
import io.switchboard.ingress.lookup.LookupAnswer;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.IngressRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** May a number be called: {@code GET /dnc/{number}} and {@code POST /dnc/check}. */
record DncEndpoints(DncLookup lookup) {
  private static final int MAX_NUMBERS = 1_000;

  private record Results(List<LookupAnswer> results) {}

  Answer lookup(IngressRequest request) {
    var number = Objects.requireNonNull(request.parameter());
    return Answer.success(lookup.lookUp(List.of(number)).getFirst());
  }

  Supplier<Answer> check(IngressRequest request, Fields fields) {
    var numbers = numbers(fields);
    return fields.hasFaults()
        ? JsonHandler.refusal(fields)
        : () -> Answer.success(new Results(numbers.isEmpty() ? List.of() : lookup.lookUp(numbers)));
  }

  private static List<String> numbers(Fields fields) {
    var numbers = new ArrayList<String>();
    if (!(fields.node("phoneNumbers") instanceof ArrayNode items)) {
      var missing = fields.node("phoneNumbers") == null;
      fields.fault("phoneNumbers", missing ? "is missing" : "must be an array of phone numbers");
      return numbers;
    }
    if (items.size() > MAX_NUMBERS) {
      fields.fault("phoneNumbers", "may hold " + MAX_NUMBERS + " numbers at most");
      return numbers;
    }
    for (var item : items) {
      var number = item.isNumber() ? JsonNumbers.plain(item.decimalValue()) : item.textValue();
      if (number == null || number.isBlank()) {
        fields.faultAt("phoneNumbers/" + numbers.size(), "must be a phone number");
        return numbers;
      }
      numbers.add(number);
    }
    return numbers;
  }
}
