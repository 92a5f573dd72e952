package io.switchboard.ivr.session.state;

import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.event.ivr.Tier;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What does not change while a call lasts.
 *
 * @param firstEventId the {@code ce_id} of its first event; what its timeouts' ids derive from
 * @param trace the first event's trace context, for the timeouts
 * @param definition content hash of the definition that it is pinned to
 * @param source what drives it
 * @param menuPromptUrl the caller's own root prompt
 * @param replayId the replay that began it, if one did: its timeouts are no news to the world
 */
public record Call(
    String callId,
    String firstEventId,
    String trace,
    String definition,
    CallSource source,
    @Nullable String phoneNumber,
    Tier tier,
    @Nullable String menuPromptUrl,
    Instant startedAt,
    @Nullable String replayId) {
  /** State goes so long after the first event, in any case. */
  public static final Duration MAX_AGE = Duration.ofHours(24);

  /** When the state goes in any case. */
  public Instant evictAt() {
    return startedAt.plus(MAX_AGE);
  }

  /**
   * The same call with what a later record tells about the caller: a number where none is known, a
   * tier where it was {@link Tier#STANDARD}, which also stands for a lookup that failed.
   */
  public Call knowing(@Nullable String from, Tier itsTier, @Nullable String itsPromptUrl) {
    return new Call(
        callId,
        firstEventId,
        trace,
        definition,
        source,
        phoneNumber == null ? from : phoneNumber,
        tier == Tier.STANDARD ? itsTier : tier,
        menuPromptUrl == null ? itsPromptUrl : menuPromptUrl,
        startedAt,
        replayId);
  }

  /** The same call, begun no later than this. */
  public Call begunBy(Instant time) {
    return startedAt.isAfter(time)
        ? new Call(
            callId,
            firstEventId,
            trace,
            definition,
            source,
            phoneNumber,
            tier,
            menuPromptUrl,
            time,
            replayId)
        : this;
  }
}
