package io.switchboard.cxone.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlidingWindowTest {
  private static final long SECOND = 1_000_000_000L;

  /** One request under way: it arrives and is answered at times that the limiter cannot know. */
  private record UnderWay(SlidingWindow.Slot place, long answeredAt) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldNeverLetMoreThanTheLimitArriveInAnySlidingSecond(long seed) {
    var random = new Random(seed);
    var limit = 1 + random.nextInt(120);

    var arrivals = arrivals(random, limit, 60 * SECOND);

    assertThat(busiestSecond(arrivals)).isLessThanOrEqualTo(limit);
  }

  @Test
  void shouldNotBurstAfterAPause() {
    var window = new SlidingWindow(100);
    window.grant(0).answered(0);

    var first = window.untilFree(50 * SECOND);
    window.grant(50 * SECOND);

    assertThat(first).isZero();
    assertThat(window.untilFree(50 * SECOND)).isEqualTo(SECOND / 100);
  }

  @Test
  void shouldReachTheLimitWhenAnswersComeAtOnce() {
    var window = new SlidingWindow(100);
    var granted = 0;
    for (long now = 0; now < 10 * SECOND; now += 1_000_000) {
      if (window.untilFree(now) == 0) {
        window.grant(now).answered(now);
        granted++;
      }
    }

    assertThat(granted).isBetween(980, 1000);
  }

  /** Time passes in uneven steps; allowed requests are sent and take up to a second to arrive. */
  private static List<Long> arrivals(Random random, int limit, long end) {
    var window = new SlidingWindow(limit);
    var underWay = new ArrayDeque<UnderWay>();
    var arrivals = new ArrayList<Long>();
    for (long now = 0; now < end; now += random.nextInt(20_000_000)) {
      var time = now;
      underWay.stream()
          .filter(request -> request.answeredAt <= time)
          .forEach(request -> request.place.answered(time));
      underWay.removeIf(request -> request.answeredAt <= time);
      if (random.nextInt(10) > 0 && window.untilFree(now) == 0) {
        var place = window.grant(now);
        var way = random.nextInt(5) == 0 ? random.nextLong(SECOND) : random.nextLong(SECOND / 100);
        arrivals.add(now + way);
        var answer = random.nextInt(3) == 0 ? 30 * SECOND : random.nextLong(SECOND / 10);
        underWay.add(new UnderWay(place, now + way + answer));
      }
    }
    return arrivals.stream().sorted().toList();
  }

  static int busiestSecond(List<Long> sorted) {
    var most = 0;
    var from = 0;
    for (var to = 0; to < sorted.size(); to++) {
      while (sorted.get(to) - sorted.get(from) >= SECOND) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }
}
