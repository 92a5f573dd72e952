package io.switchboard.dnc.registry;

import io.switchboard.contract.event.Consent;
import io.switchboard.contract.time.Times;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What counts of CXone's opt-in or opt-out.
 *
 * @param phoneNumber as sent
 * @param eventName optIn or optOut, as sent
 * @param timestamp as sent
 * @param customListIds from the metadata
 * @param contactId from the metadata: where to keep an opt-out that has no digit in its number
 */
public record WebhookChange(
    String phoneNumber,
    String eventName,
    Consent consent,
    @Nullable String timestamp,
    List<String> customListIds,
    @Nullable String contactId) {

  /** The sender's time, where it is usable. */
  public Optional<Instant> time() {
    return Times.parse(timestamp);
  }
}
