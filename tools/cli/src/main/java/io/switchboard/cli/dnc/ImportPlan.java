package io.switchboard.cli.dnc;

import io.switchboard.cli.csv.Fault;
import io.switchboard.contract.event.Consent;
import io.switchboard.contract.event.DncEvent;
import io.switchboard.contract.phone.DncKey;
import io.switchboard.dnc.DncEntry;
import io.switchboard.dnc.registry.Normaliser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * What an import will do: the events that it will write, and what is to be said about them.
 *
 * @param events in the order of the file; one line's may be two
 * @param unreadable opt-outs that are kept under their digits
 * @param unresolved opt-outs without a digit in their number
 * @param faults lines that are left out, in the order of the file
 */
record ImportPlan(
    List<List<DncEvent>> events,
    int optOuts,
    int optIns,
    int unreadable,
    int unresolved,
    int twoReadings,
    int withoutTime,
    List<Fault> faults) {
  private static final int MOST_FAULTS = 20;

  static ImportPlan of(ImportList list, String region, Instant now) {
    var planned = new ArrayList<List<DncEvent>>();
    var faults = new ArrayList<>(list.faults());
    for (var entry : list.entries()) {
      switch (DncEntry.plan(entry.change(), region, now)) {
        case Normaliser.Result.Refused(var why) -> faults.add(entry.fault("is " + why));
        case Normaliser.Result.Events(var events) -> planned.add(events);
      }
    }
    faults.sort(Comparator.comparingInt(Fault::line));
    return new ImportPlan(
        planned,
        count(planned, events -> events.getFirst().eventName() == Consent.OPT_OUT),
        count(planned, events -> events.getFirst().eventName() == Consent.OPT_IN),
        count(planned, events -> events.getFirst().key().startsWith(DncKey.RAW)),
        count(planned, events -> DncKey.isUnknownNumber(events.getFirst().key())),
        count(planned, events -> events.size() > 1),
        (int) list.changes().stream().filter(change -> change.at() == null).count(),
        List.copyOf(faults));
  }

  private static int count(List<List<DncEvent>> planned, Predicate<List<DncEvent>> what) {
    return (int) planned.stream().filter(what).count();
  }

  /** Lines that are left out. */
  int leftOut() {
    return faults.size();
  }

  String text() {
    var text = new StringBuilder();
    text.append("plan: %d opt-outs, %d opt-ins%n".formatted(optOuts, optIns));
    line(text, unreadable, "of numbers that nobody can read: lookups find the same digits");
    line(text, unresolved, "opt-outs without any digit: unresolved, see switchboard dnc resolve");
    line(text, twoReadings, "of numbers with two valid readings: opt-outs suppress both");
    line(
        text,
        withoutTime,
        "without a time: opt-outs count from now, opt-ins not at all (--at gives them one)");
    line(text, faults.size(), "lines that cannot be used: left out");
    faults.stream()
        .limit(MOST_FAULTS)
        .forEach(fault -> text.append("      line %d: %s%n".formatted(fault.line(), fault.why())));
    if (faults.size() > MOST_FAULTS) {
      text.append("      and %d more%n".formatted(faults.size() - MOST_FAULTS));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, int count, String what) {
    if (count > 0) {
      text.append("%6d %s%n".formatted(count, what));
    }
  }
}
