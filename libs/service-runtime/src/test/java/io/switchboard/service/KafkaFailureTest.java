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
import org.junit.jupiter.api.Test;
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

  @Test
  void shouldNameTheRightThatIsMissing() {
    var refusal = new TopicAuthorizationException(Set.of("acme-dnc.registry"));

    assertThat(KafkaFailure.of(refusal).detail()).endsWith("grant it READ on them");
    assertThat(KafkaFailure.ofWriter(refusal).detail()).endsWith("grant it WRITE on them");
    assertThat(KafkaFailure.ofStreams(refusal).detail()).endsWith("READ or WRITE on them");
  }

  @Test
  void shouldReportARefusalOnlyUntilARequestSucceeds() {
    var health = new HealthChecks();
    var check = new RefusalCheck("ticks", HealthCheck.Status.DOWN, health);
    health.up("streams");
    check.written(new TimeoutException("late"));
    assertThat(health.refused()).isZero();
    check.written(new TopicAuthorizationException(Set.of("acme-cxone.dtmf")));
    assertThat(health.refused()).isOne();
    assertThat(health.ready()).isFalse();

    check.written(null);

    assertThat(health.refused()).isZero();
    assertThat(health.ready()).isTrue();
  }

  @Test
  void shouldCountTheRefusedComponentsInAMetric() {
    var health = new HealthChecks();
    var registry = Metrics.registry("test");
    var pages = new HealthPages("test", health, registry);
    var refusal = KafkaFailure.of(new SaslAuthenticationException("no"));

    health.set("kafka", HealthCheck.Status.PAUSED, refusal.detail(), refusal);

    assertThat(pages.registry().scrape())
        .contains("kafka_refused_components{service=\"test\"} 1.0");
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
