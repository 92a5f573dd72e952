package io.switchboard.dnc.registry;

import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.time.Times;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An opt-in or opt-out that a person enters: a line of an import, or an operator's command.
 *
 * @param number as written, or a {@code raw:} key
 * @param at when the consent was given or revoked; null when unknown
 * @param by who enters it
 * @param origin distinguishes two entries without a time: a hash of file and line
 */
public record EnteredChange(
    DncSource source,
    String number,
    Consent consent,
    @Nullable Instant at,
    String by,
    @Nullable String reason,
    List<String> customListIds,
    String origin) {

  /** Depends on the entry alone, so that a repeated import of the same file changes nothing. */
  public String eventId() {
    return EventId.hash(
        "dnc", source.wireName(), number, consent.name(), at == null ? origin : Times.format(at));
  }
}
