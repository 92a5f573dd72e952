package io.switchboard.cli.dnc;

import io.switchboard.contract.DncKey;
import io.switchboard.contract.event.Consent;
import io.switchboard.dnc.DncEntry;
import io.switchboard.dnc.registry.Normaliser;
import java.time.Instant;
import java.util.List;

/** What an import will do, in numbers. */
record ImportPlan(
    int optOuts,
    int optIns,
    int unreadable,
    int twoReadings,
    int refused,
    int withoutTime,
    List<String> faults) {
  private static final int MOST_FAULTS = 20;

  static ImportPlan of(ImportList list, String region, Instant now) {
    var optOuts = 0;
    var optIns = 0;
    var unreadable = 0;
    var twoReadings = 0;
    var refused = 0;
    var withoutTime = 0;
    for (var change : list.changes()) {
      withoutTime += change.at() == null ? 1 : 0;
      switch (DncEntry.plan(change, region, now)) {
        case Normaliser.Result.Refused _ -> refused++;
        case Normaliser.Result.Events(var events) -> {
          optOuts += change.consent() == Consent.OPT_OUT ? 1 : 0;
          optIns += change.consent() == Consent.OPT_IN ? 1 : 0;
          twoReadings += events.size() > 1 ? 1 : 0;
          unreadable += DncKey.isNumber(events.getFirst().key()) ? 0 : 1;
        }
      }
    }
    return new ImportPlan(
        optOuts, optIns, unreadable, twoReadings, refused, withoutTime, list.faults());
  }

  String text() {
    var text = new StringBuilder();
    text.append("plan: %d opt-outs, %d opt-ins%n".formatted(optOuts, optIns));
    line(text, unreadable, "opt-outs of numbers nobody can read: kept, lookups find them");
    line(text, twoReadings, "opt-outs of numbers with two valid readings: both are suppressed");
    line(text, refused, "opt-ins of numbers nobody can read: left out");
    line(text, withoutTime, "without a timestamp: opt-outs count from now, opt-ins not at all");
    line(text, faults.size(), "lines that cannot be used: left out");
    faults.stream()
        .limit(MOST_FAULTS)
        .forEach(fault -> text.append("  ").append(fault).append('\n'));
    return text.toString();
  }

  private static void line(StringBuilder text, int count, String what) {
    if (count > 0) {
      text.append("  %d %s%n".formatted(count, what));
    }
  }
}
