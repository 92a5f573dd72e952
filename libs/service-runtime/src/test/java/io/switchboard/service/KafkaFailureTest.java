package io.switchboard.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class KafkaFailureTest {

  @ParameterizedTest
  @MethodSource("failures")
  void shouldBeReadyOnlyWithoutARefusal(Exception failure, boolean ready, String detail) {
    var health = new HealthChecks();

    var meaning = KafkaFailure.of(failure);

    health.set("kafka", meaning.status(), meaning.detail());
    assertThat(health.ready()).isEqualTo(ready);
    assertThat(meaning.isRefusal()).isEqualTo(!ready);
    assertThat(meaning.detail()).contains(detail);
  }

  static Stream<Arguments> failures() {
    var group = GroupAuthorizationException.forGroupId("acme-sink-postgres");
    var topics = new TopicAuthorizationException(Set.of("acme-dnc.registry"));
    return Stream.of(
        Arguments.of(group, false, "consumer group acme-sink-postgres: grant it READ"),
        Arguments.of(topics, false, "[acme-dnc.registry]: grant it READ"),
        Arguments.of(
            new KafkaException("cannot read the topics' ids", new ExecutionException(topics)),
            false,
            "[acme-dnc.registry]"),
        Arguments.of(
            new ClusterAuthorizationException("no"), false, "ClusterAuthorizationException"),
        Arguments.of(new SaslAuthenticationException("no"), false, "correct its credentials"),
        Arguments.of(new TimeoutException("late"), true, "TimeoutException"),
        Arguments.of(
            new KafkaException("cannot read", new TimeoutException("late")),
            true,
            "TimeoutException"),
        Arguments.of(new DisconnectException("gone"), true, "DisconnectException"),
        Arguments.of(new IllegalStateException("defect"), true, "IllegalStateException"));
  }
}
