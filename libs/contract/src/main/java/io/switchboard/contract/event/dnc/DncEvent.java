package io.switchboard.contract.event.dnc;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.json.ValidText;
import io.switchboard.contract.phone.Mask;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One opt-in or opt-out, normalised. Decisions and chains depend on these events alone.
 *
 * @param eventId a hash of number as sent, event name and timestamp, or of the source's id
 * @param key the number in E.164, {@code raw:<digits>}, {@code contact:<id>} or {@code call:<id>}
 * @param numberAsSent the number as the source wrote it, if it did; it, {@code by} and {@code
 *     reason} are made storable and cut by {@link ValidText}, because a list or a foreign record
 *     may contain any character
 * @param eventTime the source's time, or the time of receipt
 * @param sourceEventId identity of the source record
 * @param otherReading another valid reading of the same text, if there is one: an opt-out
 *     suppresses both, an opt-in is quarantined
 * @param resolvedTo the number under which an operator registered an opt-out of an unknown number;
 *     only with {@code contact:} and {@code call:} keys
 * @param metadataVersion version of libphonenumber's metadata that normalised it
 * @param by who entered it, for imports and operators
 * @param reason as the source gave it
 */
public record DncEvent(
    String eventId,
    String key,
    Consent eventName,
    Instant eventTime,
    TimeSource timeSource,
    Instant receivedAt,
    DncSource source,
    @Nullable String numberAsSent,
    String sourceEventId,
    String metadataVersion,
    List<String> customListIds,
    @Nullable String by,
    @Nullable String reason,
    @Nullable String otherReading,
    @Nullable String resolvedTo) {

  /** The maximum length of one text, as in ingress. */
  private static final int MAX_LENGTH = 8 << 10;

  public DncEvent {
    numberAsSent = ValidText.of(numberAsSent, MAX_LENGTH);
    by = ValidText.of(by, MAX_LENGTH);
    reason = ValidText.of(reason, MAX_LENGTH);
  }

  /** Without the number, because it may be logged. */
  @Override
  public String toString() {
    return "DncEvent[" + eventId + ", " + Mask.number(key) + "]";
  }
}
