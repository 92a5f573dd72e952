package io.switchboard.ivr;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.contract.topic.Topics;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RehearsalTest {
  private static final Topics TOPICS = new Topics(TopicPrefix.NONE);

  @Test
  void shouldTakeEachCallToItsEnd() {
    var completed = Rehearsal.run(TOPICS, 3, Duration.ofMinutes(1));

    assertThat(completed).isEqualTo(3);
  }

  @Test
  void shouldEndInTime() {
    var completed = Rehearsal.run(TOPICS, Integer.MAX_VALUE, Duration.ofMillis(1));

    assertThat(completed).isLessThan(Integer.MAX_VALUE);
  }
}
