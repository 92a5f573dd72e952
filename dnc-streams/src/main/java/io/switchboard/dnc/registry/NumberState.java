package io.switchboard.dnc.registry;

import io.switchboard.contract.consent.DecisionChain;
import io.switchboard.contract.event.dnc.Consent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one number.
 *
 * @param current the current consent; null while no event was applied
 * @param recent ids of the newest events, oldest first, at most 16: a repeat of one of them is a
 *     duplicate, a repeat of an older one is stale; neither changes anything
 * @param chainHead hash of the newest decision
 * @param chainLength number of decisions
 * @param open an operator has to act: quarantined or unresolved, and nothing applied since
 */
public record NumberState(
    @Nullable CurrentConsent current,
    List<String> recent,
    String chainHead,
    long chainLength,
    boolean open) {
  private static final int MAX_RECENT = 16;

  /** The state of a number without events. */
  public static final NumberState NONE =
      new NumberState(null, List.of(), DecisionChain.START, 0, false);

  public NumberState {
    recent = List.copyOf(recent);
  }

  boolean knows(String eventId) {
    return recent.contains(eventId);
  }

  boolean doNotCall() {
    return current != null && current.version().consent() == Consent.OPT_OUT;
  }

  NumberState after(
      @Nullable CurrentConsent newest,
      String eventId,
      boolean stillOpen,
      String head,
      long length) {
    return new NumberState(newest, recentWith(eventId), head, length, stillOpen);
  }

  private List<String> recentWith(String eventId) {
    if (knows(eventId)) {
      return recent;
    }
    var ids = new ArrayList<String>(recent.size() + 1);
    ids.addAll(recent.size() < MAX_RECENT ? recent : recent.subList(1, recent.size()));
    ids.add(eventId);
    return ids;
  }
}
