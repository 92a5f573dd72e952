package io.switchboard.cxone;

import java.util.ArrayList;
import java.util.List;

/**
 * The arithmetic of the rate limit: never more than {@code limit} requests arrive in any sliding
 * second, and never two closer than a fair share of it. No clock of its own; not thread-safe.
 *
 * <p>A request arrives somewhere between being granted and being answered. So it keeps its place
 * until one window after its answer, and where none comes, until one window after the {@link
 * #LONGEST_WAY} that a request can take to get there.
 */
final class SlidingWindow {
  /** One second, and a little for clocks that round. */
  static final long WINDOW = 1_005_000_000L;

  /** A request that was not answered arrived at the latest this long after it was granted. */
  static final long LONGEST_WAY = 1_000_000_000L;

  private final int limit;
  private final long spacing;
  private final List<Place> places = new ArrayList<>();
  private long lastGrant;
  private boolean granted;

  SlidingWindow(int limit) {
    this.limit = limit;
    this.spacing = 1_000_000_000L / limit;
  }

  /** Nanoseconds from {@code now} until the next grant is possible; 0 for at once. */
  long untilFree(long now) {
    places.removeIf(place -> place.freeAt - now <= 0);
    var wait = granted ? Math.max(0, lastGrant + spacing - now) : 0;
    if (places.size() >= limit) {
      var first = places.stream().mapToLong(place -> place.freeAt - now).min().orElse(0);
      wait = Math.max(wait, first);
    }
    return wait;
  }

  /** Takes a place; only when {@link #untilFree} said 0. */
  Place grant(long now) {
    var place = new Place(now);
    places.add(place);
    lastGrant = now;
    granted = true;
    return place;
  }

  /** One request's place in the window. */
  static final class Place {
    private final long grantedAt;
    private long freeAt;

    private Place(long grantedAt) {
      this.grantedAt = grantedAt;
      this.freeAt = grantedAt + LONGEST_WAY + WINDOW;
    }

    /** The answer came: the request had arrived by now. */
    void answered(long now) {
      freeAt = Math.min(now, grantedAt + LONGEST_WAY) + WINDOW;
    }
  }
}
