package io.switchboard.cxone.limit;

import java.util.ArrayList;
import java.util.List;

/**
 * The arithmetic of the rate limit: at most {@code limit} requests arrive in any sliding second,
 * and two grants are at least 1/limit second apart. Times are passed in; not thread-safe.
 *
 * <p>A request arrives between its grant and its response. Its slot is therefore occupied until one
 * window after the response, or after {@link #MAX_TRANSIT} when there is no response.
 */
final class SlidingWindow {
  /** One second, plus 5 ms for clocks that round. */
  static final long WINDOW = 1_005_000_000L;

  /** The longest time from grant to arrival of a request that gets no response. */
  static final long MAX_TRANSIT = 1_000_000_000L;

  private final int limit;
  private final long spacing;
  private final List<Slot> slots = new ArrayList<>();
  private long lastGrant;
  private boolean granted;

  SlidingWindow(int limit) {
    this.limit = limit;
    this.spacing = 1_000_000_000L / limit;
  }

  /** Nanoseconds from {@code now} until the next grant is possible; 0 when it is possible now. */
  long untilFree(long now) {
    slots.removeIf(slot -> slot.freeAt - now <= 0);
    var wait = granted ? Math.max(0, lastGrant + spacing - now) : 0;
    if (slots.size() >= limit) {
      var first = slots.stream().mapToLong(slot -> slot.freeAt - now).min().orElse(0);
      wait = Math.max(wait, first);
    }
    return wait;
  }

  /** Takes a slot; call only after {@link #untilFree} returned 0. */
  Slot grant(long now) {
    var slot = new Slot(now);
    slots.add(slot);
    lastGrant = now;
    granted = true;
    return slot;
  }

  /** One request's slot in the window. */
  static final class Slot {
    private final long grantedAt;
    private long freeAt;

    private Slot(long grantedAt) {
      this.grantedAt = grantedAt;
      this.freeAt = grantedAt + MAX_TRANSIT + WINDOW;
    }

    /** The response arrived, so the request has arrived. */
    void answered(long now) {
      freeAt = Math.min(now, grantedAt + MAX_TRANSIT) + WINDOW;
    }
  }
}
