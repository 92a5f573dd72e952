package io.switchboard.console.consent;

import io.switchboard.contract.event.ConsoleAction.ConsoleActionKind;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.replay.consent.EntryPlan;
import io.switchboard.replay.text.NumberMasking;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an entry by hand is about.
 *
 * @param open the case that it resolves; null for a new opt-out
 */
record EntrySubject(@Nullable OpenCase open) {
  static final EntrySubject OPT_OUT = new EntrySubject(null);

  /** What stands on {@code console.audit} before anything is written. */
  record Recorded(ConsoleActionKind kind, String subject, String detail) {}

  /** The address of its form and of its plan. */
  String address() {
    return open == null ? "/consent/opt-out" : open.link();
  }

  /** The case, for people; empty for a new opt-out. */
  String shown() {
    return open == null ? "" : NumberMasking.MASKED.in(open.key());
  }

  String title() {
    return open == null ? "Enter an opt-out" : "Resolve";
  }

  /** What it is called while it is entered. */
  String words() {
    return open == null ? "Opt-out by hand" : "Resolution of " + shown();
  }

  EntryPlan plan(EntryForm form, String region) {
    return open == null ? form.optOut(region) : form.resolution(open, region);
  }

  Recorded recorded(EntryForm form, EntryPlan.Steps plan) {
    var keys =
        plan.events().getFirst().stream().map(DncEvent::key).collect(Collectors.joining(", "));
    return open == null
        ? new Recorded(ConsoleActionKind.OPTED_OUT, keys, form.reason())
        : new Recorded(ConsoleActionKind.RESOLVED, open.key(), "to " + keys + ": " + form.reason());
  }
}
