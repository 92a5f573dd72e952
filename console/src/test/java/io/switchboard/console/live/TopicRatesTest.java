package io.switchboard.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.console.live.TopicRates.Second;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TopicRatesTest {
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

  private final TopicRates rates = new TopicRates();

  @Test
  void shouldGiveEachTickASecondOfItsOwn() {
    rates.tick(NOON.plusMillis(10));
    rates.tick(NOON.plusMillis(990));

    var late = rates.tick(NOON.plusMillis(1_005));

    assertThat(late.at()).isEqualTo(NOON.plusSeconds(2));
    assertThat(rates.kept()).extracting(Second::at).doesNotHaveDuplicates();
  }

  @Test
  void shouldCountEachRecordInOneSecond() {
    rates.count("cxone.dtmf", 2);
    rates.count("cxone.dtmf", 3);
    rates.tick(NOON);

    var next = rates.tick(NOON.plusSeconds(1));

    assertThat(next.records()).isEmpty();
    assertThat(rates.kept().getFirst().records()).isEqualTo(Map.of("cxone.dtmf", 5L));
  }

  @Test
  void shouldNotTakeASecondWithoutAnAnswerOfKafkaForOneWithoutRecords() {
    rates.setKnown(false);
    rates.tick(NOON);
    rates.setKnown(true);

    rates.tick(NOON.plusSeconds(1));

    assertThat(rates.kept()).extracting(Second::known).containsExactly(false, true);
  }
}
