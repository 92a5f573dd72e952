package io.switchboard.testkit.brokers;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.broker.BrokerReview;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.testkit.cluster.TestCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What the review of a cluster says of real brokers. */
@ResourceLock(ThreeBrokerClusterTest.BROKERS)
final class BrokerSettingsTest {

  @Test
  void shouldFindNothingOnBrokersWithTheReferenceSettings() {
    try (var topics = TestCluster.on(ThreeBrokerCluster.shared().bootstrapServers())) {
      assertThat(BrokerReview.of(topics.admin())).isEmpty();
    }
  }

  @Test
  void shouldFindThatOneBrokerIsTooFew() {
    try (var topics = TestCluster.on(EmbeddedBroker.shared().bootstrapServers())) {
      assertThat(BrokerReview.of(topics.admin()))
          .anyMatch(finding -> finding.startsWith("1 of at least 3 brokers"))
          .anyMatch(finding -> finding.contains("offsets.topic.replication.factor=1, not 3"));
    }
  }
}
