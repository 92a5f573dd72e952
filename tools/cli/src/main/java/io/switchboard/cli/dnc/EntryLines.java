package io.switchboard.cli.dnc;

import io.switchboard.cli.Console;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.phone.DncKey;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.consent.ConsentEntry;
import io.switchboard.replay.consent.ConsentText;
import io.switchboard.replay.consent.EntryPlan;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Enters events of an operator, and prints their decisions. */
final class EntryLines {
  static final String SOURCE = "/switchboard/cli";

  private final ConsentEntry entry;
  private final Console console;

  EntryLines(KafkaSettings kafka, Console console) {
    this.entry = new ConsentEntry(kafka, SOURCE);
    this.console = console;
  }

  /** What would be entered, a line for each event. */
  static List<String> plan(EntryPlan.Steps steps, Function<Instant, String> time) {
    var events = steps.events().stream().flatMap(List::stream).toList();
    var resolves = events.stream().anyMatch(event -> !DncKey.isUnknownNumber(event.key()));
    return events.stream()
        .flatMap(event -> Stream.concat(Stream.of(plan(event, time)), note(event, resolves)))
        .toList();
  }

  /**
   * Why CXone is not told.
   *
   * @param resolves whether another event names the number that was unknown
   */
  private static Stream<String> note(DncEvent event, boolean resolves) {
    return resolves && DncKey.isUnknownNumber(event.key())
        ? Stream.empty()
        : ConsentText.notTold(event.key()).map("      "::concat).stream();
  }

  private static String plan(DncEvent event, Function<Instant, String> time) {
    return "plan: %s of %s, effective %s%s"
        .formatted(
            event.eventName() == Consent.OPT_OUT ? "opt-out" : "opt-in",
            event.key(),
            time.apply(event.eventTime()),
            event.by() == null ? "" : ", entered by " + event.by() + ": " + event.reason());
  }

  /** Returns whether no event was quarantined. */
  boolean enter(EntryPlan.Steps plan) {
    var accepted = true;
    for (var events : plan.events()) {
      for (var entered : entry.enter(events)) {
        var event = entered.event();
        console.print(event.key() + ": " + entered.sentence() + " (event " + event.eventId() + ")");
        accepted &= entered.isAccepted();
      }
    }
    return accepted;
  }
}
