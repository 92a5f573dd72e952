package io.switchboard.testkit.brokers;

import io.switchboard.embedded.FreePorts;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Ports below the ephemeral range, so that no client gets the port of a server that is down. */
public final class FreePortRange {
  private static final int FIRST = 10_000;
  private static final int LAST = 20_000;
  private static final int ATTEMPTS = 100;

  private FreePortRange() {}

  /** Adjacent ports that are free now. */
  public static List<Integer> of(int count) {
    return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(FIRST, LAST - count))
        .limit(ATTEMPTS)
        .mapToObj(first -> IntStream.range(first, first + count).boxed().toList())
        .filter(ports -> ports.stream().allMatch(FreePorts::isFree))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + count + " adjacent free ports"));
  }
}
