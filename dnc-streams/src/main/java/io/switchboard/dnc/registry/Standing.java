package io.switchboard.dnc.registry;

import io.switchboard.contract.event.Consent;
import io.switchboard.contract.event.DncEvent;
import io.switchboard.contract.event.DncSource;
import java.time.Instant;
import java.util.List;

/** The event that stands for a number: the greatest claim of all that were believed. */
public record Standing(
    Claim claim, DncSource source, List<String> customListIds, Instant receivedAt) {
  public Standing {
    customListIds = List.copyOf(customListIds);
  }

  static Standing of(Claim claim, DncEvent event) {
    return new Standing(claim, event.source(), event.customListIds(), event.receivedAt());
  }

  /** Why the number is as it is, for the lookup: {@code opt-out by webhook}. */
  public String reason() {
    var what = claim.consent() == Consent.OPT_OUT ? "opt-out" : "opt-in";
    return what + " by " + source.word();
  }
}
