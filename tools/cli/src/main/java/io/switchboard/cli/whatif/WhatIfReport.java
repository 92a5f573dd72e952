package io.switchboard.cli.whatif;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.switchboard.contract.text.Quantity;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.text.VisibleText;
import io.switchboard.replay.whatif.Differences;
import io.switchboard.replay.whatif.WhatIf;
import java.util.ArrayList;
import java.util.Locale;

/** The result of a what-if, as text and JSON. */
final class WhatIfReport {
  private static final String NOTHING = "nothing";

  private final WhatIf.WhatIfResult result;
  private final int examples;
  private final NumberMasking numbers;

  WhatIfReport(WhatIf.WhatIfResult result, int examples, NumberMasking numbers) {
    this.result = result;
    this.examples = Math.clamp(examples, 0, 20);
    this.numbers = numbers;
  }

  String table() {
    var differences = result.differences();
    var lines = new ArrayList<String>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s read, %s compared, %,d would be different (%.1f s)",
            Quantity.of(result.records(), "record"),
            Quantity.of(differences.compared(), "decision"),
            differences.changed(),
            result.took().toMillis() / 1000.0));
    for (var count : differences.counts()) {
      lines.add(String.format(Locale.ROOT, "%,9d  %s", count.count(), sentence(count.kind())));
      count.examples().stream()
          .limit(examples)
          .forEach(example -> lines.add("             " + shown(example)));
    }
    if (differences.beyondCounting() > 0) {
      lines.add(
          String.format(
              Locale.ROOT, "%,9d  more, of too many kinds to list", differences.beyondCounting()));
    }
    if (differences.unreadable() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%,9d  of the recorded records omitted: not a decision",
              differences.unreadable()));
      differences.unreadablePlaces().forEach(place -> lines.add("             " + place));
    }
    return String.join(System.lineSeparator(), lines);
  }

  private String sentence(Differences.DifferenceKind kind) {
    if (kind.now().equals(NOTHING)) {
      return "%s: new: %s".formatted(kind.fact(), shown(kind.then()));
    }
    return kind.then().equals(NOTHING)
        ? "%s: no more: %s".formatted(kind.fact(), shown(kind.now()))
        : "%s: %s instead of %s".formatted(kind.fact(), shown(kind.then()), shown(kind.now()));
  }

  private String shown(String text) {
    return VisibleText.of(numbers.in(text));
  }

  String json() {
    var json = JsonNodeFactory.instance.objectNode();
    var differences = result.differences();
    json.put("records", result.records());
    json.put("compared", differences.compared());
    json.put("changed", differences.changed());
    json.put("seconds", result.took().toMillis() / 1000.0);
    var list = json.putArray("differences");
    for (var count : differences.counts()) {
      var each = list.addObject();
      each.put("fact", count.kind().fact());
      each.put("now", numbers.in(count.kind().now()));
      each.put("then", numbers.in(count.kind().then()));
      each.put("count", count.count());
      var some = each.putArray("examples");
      count.examples().stream().limit(examples).map(numbers::in).forEach(some::add);
    }
    json.put("uncounted", differences.beyondCounting());
    json.put("unreadable", differences.unreadable());
    var places = json.putArray("unreadablePlaces");
    differences.unreadablePlaces().forEach(places::add);
    return json.toPrettyString();
  }
}
