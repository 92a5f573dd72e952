package io.switchboard.ingress.menu.shadow;

import io.switchboard.ivr.session.Session;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a call at one moment.
 *
 * @param session the newest that ivr-streams has decided; null when none was seen
 * @param digitsHidden whether keys of the bridge were left out of it
 * @param nextOffset the session includes the call's records before this offset
 * @param begun whether the call's first record is certainly among {@code logged} or {@code sent}
 * @param logged the call's records behind the session, in the order of the log
 * @param sent records of this ingress that are behind all of these
 * @param partition what its partition tells
 */
record CallView(
    String callId,
    @Nullable Session session,
    boolean digitsHidden,
    long nextOffset,
    boolean begun,
    List<LoggedRecord> logged,
    List<SentRecord> sent,
    PartitionView partition) {

  /**
   * A partition at one moment.
   *
   * @param start the first offset that was read
   * @param definition hash of the definition that new calls use; null when unknown
   */
  record PartitionView(
      long start, Instant logTime, List<LogTimeChange> changes, @Nullable String definition) {}
}
