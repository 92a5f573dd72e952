package io.switchboard.replay.consent;

import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.contract.phone.PhoneNumber;
import io.switchboard.dnc.DncEntry;
import io.switchboard.dnc.registry.EnteredChange;
import io.switchboard.dnc.registry.Normaliser;
import java.time.Instant;
import java.util.List;

/** The events of an entry, before they are written. */
public sealed interface EntryPlan {
  /**
   * Events, step by step: those of a step are decided before the next is written.
   *
   * @param events of each step
   */
  record Steps(List<List<DncEvent>> events) implements EntryPlan {}

  /** Nothing can be written; the reason quotes no number. */
  record Refused(String why) implements EntryPlan {}

  /**
   * One opt-out or opt-in.
   *
   * @param region the region of national numbers
   */
  static EntryPlan change(EnteredChange change, String region, Instant now) {
    return switch (DncEntry.plan(change, region, now)) {
      case Normaliser.Result.Events(var events) -> new Steps(List.of(events));
      case Normaliser.Result.Refused(var why) -> new Refused(why);
    };
  }

  /**
   * Applies an opt-out of an unknown number to a number, and then closes its case. A crash between
   * the two leaves the case open.
   *
   * @param unresolved the {@code contact:} or {@code call:} key
   * @param effectiveTime of the decision on it
   * @param number the number
   * @param reason where it was found
   */
  static EntryPlan resolution(
      String unresolved,
      Instant effectiveTime,
      String number,
      String region,
      Instant now,
      String by,
      String reason) {
    if (PhoneNumber.parse(number, region).isEmpty()) {
      return new Refused("that is not a number that can be called");
    }
    var change =
        new EnteredChange(
            DncSource.OPERATOR,
            number,
            Consent.OPT_OUT,
            effectiveTime,
            by,
            "resolves " + unresolved + ": " + reason,
            List.of(),
            "");
    return switch (change(change, region, now)) {
      case Refused refused -> refused;
      case Steps(var steps) -> {
        var events = steps.getFirst();
        var first = events.getFirst().key();
        var closing =
            DncEntry.resolution(
                unresolved, first, effectiveTime, now, by, "resolved to " + first + ": " + reason);
        yield new Steps(List.of(events, List.of(closing)));
      }
    };
  }
}
