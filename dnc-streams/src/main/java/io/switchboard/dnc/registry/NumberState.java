package io.switchboard.dnc.registry;

import io.switchboard.contract.event.Consent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about one number.
 *
 * @param standing the event that stands; none while no event was believed
 * @param recent ids of the newest events, oldest first, 16 at most: a repeat of one of them is
 *     called a duplicate, of an older one stale; neither moves anything
 * @param chainHead hash of the newest decision
 * @param chainLength how many decisions there are
 * @param open an operator should look: quarantined or unresolved, and nothing applied since
 */
public record NumberState(
    @Nullable Standing standing,
    List<String> recent,
    String chainHead,
    long chainLength,
    boolean open) {
  private static final int MOST_RECENT = 16;

  /** A number that nothing was ever heard about. */
  public static final NumberState NONE = new NumberState(null, List.of(), Chain.START, 0, false);

  public NumberState {
    recent = List.copyOf(recent);
  }

  boolean knows(String eventId) {
    return recent.contains(eventId);
  }

  boolean doNotCall() {
    return standing != null && standing.claim().consent() == Consent.OPT_OUT;
  }

  NumberState after(
      @Nullable Standing stands, String eventId, boolean stillOpen, String head, long length) {
    return new NumberState(stands, remembering(eventId), head, length, stillOpen);
  }

  private List<String> remembering(String eventId) {
    if (knows(eventId)) {
      return recent;
    }
    var ids = new ArrayList<String>(recent.size() + 1);
    ids.addAll(recent.size() < MOST_RECENT ? recent : recent.subList(1, recent.size()));
    ids.add(eventId);
    return ids;
  }
}
