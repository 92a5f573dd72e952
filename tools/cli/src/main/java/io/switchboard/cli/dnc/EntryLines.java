package io.switchboard.cli.dnc;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.consent.ConsentEntry;
import io.switchboard.replay.consent.EntryPlan;
import java.io.PrintWriter;

/** Enters events of an operator, and prints their decisions. */
final class EntryLines {
  static final String SOURCE = "/switchboard/cli";

  private final ConsentEntry entry;
  private final PrintWriter out;

  EntryLines(KafkaSettings kafka, PrintWriter out) {
    this.entry = new ConsentEntry(kafka, SOURCE);
    this.out = out;
  }

  /** Returns whether no event was quarantined. */
  boolean enter(EntryPlan.Steps plan) {
    var accepted = true;
    for (var events : plan.events()) {
      for (var entered : entry.enter(events)) {
        var event = entered.event();
        out.println(event.key() + ": " + entered.sentence() + " (event " + event.eventId() + ")");
        accepted &= entered.isAccepted();
      }
      out.flush();
    }
    return accepted;
  }
}
