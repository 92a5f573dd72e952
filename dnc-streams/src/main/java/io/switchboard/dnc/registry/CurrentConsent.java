package io.switchboard.dnc.registry;

import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.event.dnc.DncSource;
import java.time.Instant;
import java.util.List;

/** The current consent of a number: the newest version that was applied. */
public record CurrentConsent(
    ConsentVersion version, DncSource source, List<String> customListIds, Instant receivedAt) {
  public CurrentConsent {
    customListIds = List.copyOf(customListIds);
  }

  static CurrentConsent of(ConsentVersion version, DncEvent event) {
    return new CurrentConsent(version, event.source(), event.customListIds(), event.receivedAt());
  }

  /** The reason that lookups give: {@code opt-out by webhook}. */
  public String reason() {
    var what = version.consent() == Consent.OPT_OUT ? "opt-out" : "opt-in";
    return what + " by " + source.wireName();
  }
}
