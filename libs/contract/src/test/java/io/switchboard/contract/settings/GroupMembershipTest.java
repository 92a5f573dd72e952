package io.switchboard.contract.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.topic.TopicPrefix;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupMembershipTest {
  @Test
  void shouldBeTheShortestThatBrokersAccept() {
    assertThat(of(Map.of()))
        .isEqualTo(new GroupMembership(Duration.ofSeconds(6), Duration.ofSeconds(1)));
  }

  @Test
  void shouldBeAsSetForTheDeployment() {
    var set = of(Map.of("session.timeout.ms", "1500", "heartbeat.interval.ms", "400"));

    assertThat(set.properties())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("session.timeout.ms", 1_500, "heartbeat.interval.ms", 400));
  }

  private static GroupMembership of(Map<String, String> properties) {
    return GroupMembership.of(new KafkaSettings(Map.copyOf(properties), TopicPrefix.NONE));
  }
}
