package io.switchboard.contract.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.contract.topic.TopicCatalog.WantedTopic;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class TopicCatalogTest {
  private final TopicCatalog shipped = TopicCatalog.shipped();

  @Test
  void shouldHoldEveryTopicThatTheCodeDeclares() {
    var declared =
        Arrays.stream(Topics.class.getMethods())
            .filter(
                method -> method.getReturnType() == Topic.class && method.getParameterCount() == 0)
            .map(
                method -> {
                  try {
                    return ((Topic<?, ?>) method.invoke(new Topics(TopicPrefix.NONE))).name();
                  } catch (ReflectiveOperationException e) {
                    throw new LinkageError(e.getMessage(), e);
                  }
                })
            .collect(Collectors.toSet());

    assertThat(shipped.topics()).extracting(TopicCatalog.CatalogEntry::name).containsAll(declared);
  }

  @Test
  void shouldKeepConsentFor400DaysThreeTimesInProduction() {
    var topic = wanted("production", "acme-dnc.decisions");

    assertThat(topic.partitions()).isEqualTo(12);
    assertThat(topic.replication()).isEqualTo((short) 3);
    assertThat(topic.config())
        .containsEntry("retention.ms", "34560000000")
        .containsEntry("min.insync.replicas", "2")
        .containsEntry("cleanup.policy", "delete");
  }

  @Test
  void shouldStampDigitsAtTheBroker() {
    assertThat(wanted("embedded", "acme-cxone.dtmf").config())
        .containsEntry("message.timestamp.type", "LogAppendTime");
  }

  @Test
  void shouldNameTheProfilesThatThereAre() {
    assertThatThrownBy(() -> shipped.wanted("staging", TopicPrefix.NONE))
        .hasMessageContaining("staging")
        .hasMessageContaining("production");
  }

  private WantedTopic wanted(String profile, String name) {
    return shipped.wanted(profile, new TopicPrefix("acme-")).stream()
        .filter(topic -> topic.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
