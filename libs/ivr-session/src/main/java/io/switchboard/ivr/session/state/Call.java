package io.switchboard.ivr.session.state;

import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.event.ivr.Tier;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The data of a call that do not change.
 *
 * @param firstEventId the {@code ce_id} of its first event; the ids of its timeouts derive from it
 * @param trace the first event's trace context, for the timeouts
 * @param definition content hash of the definition that it is pinned to
 * @param source the source that drives it
 * @param menuPromptUrl the caller's own root prompt
 * @param replayId the replay that started it, if one did: its timeouts have no external effects
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
  /** The state is deleted this long after the first event, in any case. */
  public static final Duration MAX_AGE = Duration.ofHours(24);

  /** When the state is deleted in any case. */
  public Instant evictAt() {
    return startedAt.plus(MAX_AGE);
  }

  /**
   * The call with what a later record says about the caller: a number if none is known, a tier if
   * it was {@link Tier#STANDARD}, which is also the tier after a failed lookup.
   */
  public Call withCaller(@Nullable String from, Tier newTier, @Nullable String newPromptUrl) {
    return new Call(
        callId,
        firstEventId,
        trace,
        definition,
        source,
        phoneNumber == null ? from : phoneNumber,
        tier == Tier.STANDARD ? newTier : tier,
        menuPromptUrl == null ? newPromptUrl : menuPromptUrl,
        startedAt,
        replayId);
  }

  /** The call with a start that is not later than this. */
  public Call startedBy(Instant time) {
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
