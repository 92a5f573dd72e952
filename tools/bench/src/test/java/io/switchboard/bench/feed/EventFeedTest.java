package io.switchboard.bench.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.phone.PhoneNumber;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventFeedTest {
  @Test
  void shouldLeaveOutNoNewKey() {
    assertThat(keys(EventFeed.ofNewKeys(700, 50, 30)))
        .containsExactlyElementsOf(IntStream.range(50, 80).boxed().toList());
  }

  @Test
  void shouldGiveFeedsOfOtherNumbersOtherKeys() {
    assertThat(keys(EventFeed.of(0, 100)))
        .doesNotContainAnyElementsOf(keys(EventFeed.of(100, 100)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 100_000, 1_000_000})
  void shouldGoAllOverKnownKeys(int known) {
    var keys = keys(EventFeed.ofKnownKeys(1_234_567, 4 * known, known));

    assertThat(keys).allMatch(key -> key >= 0 && key < known);
    assertThat(keys.stream().distinct().count()).isGreaterThan(known * 9L / 10);
    assertThat(keys.get(1)).isNotEqualTo(keys.get(0) + 1);
  }

  /** What the plan does not know would be decided another way. */
  @ParameterizedTest
  @ValueSource(ints = {0, 9_999, 10_000, 999_999, 7_999_999})
  void shouldMakeNumbersOfThePlan(int n) {
    var number = EventFeed.phoneNumber(n);

    assertThat(PhoneNumber.parse(number, "US")).map(PhoneNumber::e164).contains(number);
  }

  private static List<Integer> keys(EventFeed feed) {
    return IntStream.range(feed.from(), feed.from() + feed.count()).mapToObj(feed::key).toList();
  }
}
