package io.switchboard.ingress.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The clock of receipts: this machine's, or the reference's while this machine's is more than a
 * minute behind it. An event counts from the earlier of its own time and its receipt, so a clock
 * that is behind would date an opt-out before an older opt-in. A clock that is ahead does not: the
 * event's own time counts. Whichever of the two clocks is wrong, the later one is safe.
 * Thread-safe.
 */
public final class ReceiveClock extends Clock {
  /** Differences up to this are normal: the reference's answer takes time. */
  static final Duration TOLERATED = Duration.ofMinutes(1);

  private final InstantSource own;
  private final LongSupplier nanoTime;
  private volatile @Nullable Observation last;

  /** What the reference said, and when by {@link System#nanoTime}: no correction changes that. */
  private record Observation(Instant time, long at) {}

  public ReceiveClock() {
    this(InstantSource.system(), System::nanoTime);
  }

  ReceiveClock(InstantSource own, LongSupplier nanoTime) {
    this.own = own;
    this.nanoTime = nanoTime;
  }

  /** The reference's time now. */
  void observed(Instant time) {
    last = new Observation(time, nanoTime.getAsLong());
  }

  /** How far this machine's clock is behind the reference; negative when it is ahead. */
  Duration behind() {
    var now = own.instant();
    var observation = last;
    return observation == null
        ? Duration.ZERO
        : Duration.between(
            now, observation.time().plusNanos(nanoTime.getAsLong() - observation.at()));
  }

  @Override
  public Instant instant() {
    var now = own.instant();
    var behind = behind();
    return behind.compareTo(TOLERATED) > 0 ? now.plus(behind) : now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("receipts are in UTC");
  }
}
