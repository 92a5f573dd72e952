package io.switchboard.cli.dnc.imports;

import io.switchboard.cli.csv.RejectedLine;
import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.phone.DncKey;
import io.switchboard.contract.phone.NumberReading;
import io.switchboard.contract.text.Quantity;
import io.switchboard.dnc.DncEntry;
import io.switchboard.dnc.registry.EnteredChange;
import io.switchboard.dnc.registry.Normaliser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The plan of an import: the events to write, and the lines to report.
 *
 * @param events in the order of the file; a line may have two
 * @param unreadable opt-outs that are stored under their digits
 * @param unresolved opt-outs without a number
 * @param unreadTimes lines whose timestamp cannot be read or used; opt-outs count from now
 * @param faults rejected lines, in the order of the file
 * @param unread lines that are entered although number or time cannot be read, in that order
 */
record ImportPlan(
    List<List<DncEvent>> events,
    int optOuts,
    int optIns,
    int unreadable,
    int unresolved,
    int twoReadings,
    int withoutTime,
    int unreadTimes,
    List<RejectedLine> faults,
    List<RejectedLine> unread) {
  private static final int MAX_LISTED = 20;

  /** The reader of numbers ignores the rest of a longer text. */
  private static final int MAX_NUMBER_LENGTH = 1_000;

  static ImportPlan of(ImportList list, String region, Instant now) {
    var planned = new ArrayList<List<DncEvent>>();
    var faults = new ArrayList<>(list.faults());
    var unread = new ArrayList<RejectedLine>();
    var unreadTimes = 0;
    for (var entry : list.entries()) {
      if (isDamaged(entry.change(), region)) {
        faults.add(entry.fault("has a phone_number that a spreadsheet has rounded (1.4E+10)"));
        continue;
      }
      switch (DncEntry.plan(entry.change(), region, now)) {
        case Normaliser.Result.Refused(var why) -> faults.add(entry.fault("is " + why));
        case Normaliser.Result.Events(var events) -> {
          planned.add(events);
          unreadTimes += hasUnusedTime(entry, events) ? 1 : 0;
          unread(entry, events).map(entry::fault).ifPresent(unread::add);
        }
      }
    }
    faults.sort(Comparator.comparingInt(RejectedLine::line));
    return new ImportPlan(
        planned,
        count(planned, events -> events.getFirst().eventName() == Consent.OPT_OUT),
        count(planned, events -> events.getFirst().eventName() == Consent.OPT_IN),
        count(planned, events -> events.stream().anyMatch(ImportPlan::isRaw)),
        count(planned, events -> DncKey.isUnknownNumber(events.getFirst().key())),
        count(planned, events -> events.size() > 1),
        (int) list.entries().stream().filter(ImportPlan::isWithoutTime).count(),
        unreadTimes,
        List.copyOf(faults),
        List.copyOf(unread));
  }

  /** A number that a spreadsheet has changed is rejected; the list's owner has the original. */
  private static boolean isDamaged(EnteredChange change, String region) {
    return !change.number().startsWith(DncKey.RAW)
        && NumberReading.of(change.number(), region) instanceof NumberReading.Unreadable unreadable
        && unreadable.damaged();
  }

  private static boolean isWithoutTime(ImportList.ListedChange entry) {
    return entry.change().at() == null && !entry.hasUnreadTime();
  }

  private static Optional<String> unread(ImportList.ListedChange entry, List<DncEvent> events) {
    var faults = new ArrayList<String>();
    if (events.stream().anyMatch(event -> DncKey.isUnknownNumber(event.key()))) {
      faults.add("has no number: entered, unresolved");
    } else if (events.stream().anyMatch(ImportPlan::isRaw)) {
      faults.add("has a phone_number that cannot be read: entered under its digits");
    }
    if (entry.change().number().length() > MAX_NUMBER_LENGTH) {
      faults.add(
          "has a phone_number of more than %,d characters: entered, the rest is not read"
              .formatted(MAX_NUMBER_LENGTH));
    }
    if (entry.hasUnreadTime()) {
      faults.add("has a timestamp that cannot be read: entered, it counts from now");
    } else if (hasUnusedTime(entry, events)) {
      faults.add(
          entry.change().consent() == Consent.OPT_OUT
              ? "has a time before 2000 or in the future: entered, it counts from now"
              : "has a time before 2000 or in the future: an opt-in, it is quarantined");
    }
    if (entry.hasOtherLines()) {
      faults.add(
          "has a cell that takes in lines below: only its phone_number is entered;"
              + " is a quotation mark missing?");
    }
    return faults.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", faults));
  }

  /** Whether the line's time does not count: it cannot be read, or no event can have had it. */
  private static boolean hasUnusedTime(ImportList.ListedChange entry, List<DncEvent> events) {
    return entry.hasUnreadTime()
        || (entry.change().at() != null && events.getFirst().timeSource() == TimeSource.RECEIVED);
  }

  private static int count(List<List<DncEvent>> planned, Predicate<List<DncEvent>> what) {
    return (int) planned.stream().filter(what).count();
  }

  private static boolean isRaw(DncEvent event) {
    return event.key().startsWith(DncKey.RAW);
  }

  /** The rejected lines. */
  int leftOut() {
    return faults.size();
  }

  /** Lines that a person has to check: rejected, or entered with an unreadable number or time. */
  List<RejectedLine> rejects() {
    return Stream.concat(faults.stream(), unread.stream())
        .sorted(Comparator.comparingInt(RejectedLine::line))
        .toList();
  }

  String text() {
    var text = new StringBuilder();
    text.append(
        "plan: %s, %s%n".formatted(Quantity.of(optOuts, "opt-out"), Quantity.of(optIns, "opt-in")));
    line(
        text,
        unreadable,
        "of unreadable numbers: lookups find the same digits, CXone cannot be told");
    line(text, unreadTimes, "with an unreadable time: opt-outs count from now");
    line(text, unresolved, "without a number: unresolved, see switchboard dnc resolve");
    line(
        text,
        twoReadings,
        "of more than one number, or of one with two readings: opt-outs suppress all");
    line(
        text,
        withoutTime,
        "without a time: opt-outs count from now, opt-ins are quarantined (set --at)");
    line(text, faults.size(), "unusable: skipped");
    var rejects = rejects();
    rejects.stream()
        .limit(MAX_LISTED)
        .forEach(
            fault -> text.append("      line %d: %s%n".formatted(fault.line(), fault.reason())));
    if (rejects.size() > MAX_LISTED) {
      text.append("      and %d more%n".formatted(rejects.size() - MAX_LISTED));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, int count, String what) {
    if (count > 0) {
      text.append("%6d %s%n".formatted(count, what));
    }
  }
}
