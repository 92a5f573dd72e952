package io.switchboard.contract.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BrokerReviewTest {
  private static final Map<String, String> KAFKAS_DEFAULTS =
      Map.ofEntries(
          Map.entry("default.replication.factor", "1"),
          Map.entry("min.insync.replicas", "1"),
          Map.entry("offsets.topic.replication.factor", "3"),
          Map.entry("transaction.state.log.replication.factor", "3"),
          Map.entry("transaction.state.log.min.isr", "2"),
          Map.entry("unclean.leader.election.enable", "false"),
          Map.entry("broker.session.timeout.ms", "9000"),
          Map.entry("controller.quorum.fetch.timeout.ms", "2000"),
          Map.entry("controller.quorum.election.timeout.ms", "1000"),
          Map.entry("replica.lag.time.max.ms", "30000"));

  @Test
  void shouldFindNothingOnTheReference() {
    assertThat(review(ReferenceBroker.settings(), "broker,controller")).isEmpty();
  }

  @Test
  void shouldSayWhatKafkasDefaultsCost() {
    assertThat(review(KAFKAS_DEFAULTS, "broker"))
        .containsExactly(
            "broker 1: default.replication.factor=1, not 3: topics made from now on may be lost"
                + " with one broker",
            "broker 1: min.insync.replicas=1, not 2: topics made from now on may be lost with one"
                + " broker",
            "broker 1: broker.session.timeout.ms=9000: when a broker is lost, senders get 503 for"
                + " as long",
            "broker 1: replica.lag.time.max.ms=30000: a broker that stops copying holds up writes"
                + " for as long");
  }

  @Test
  void shouldCountTheElectionWhereTheActiveControllerIsABroker() {
    var slowElection = new HashMap<>(ReferenceBroker.settings());
    slowElection.put("broker.session.timeout.ms", "3000");
    slowElection.put("controller.quorum.fetch.timeout.ms", "2000");

    assertThat(review(slowElection, "broker,controller"))
        .singleElement()
        .asString()
        .contains("5300 together", "when the active controller is lost");
    assertThat(review(slowElection, "broker")).isEmpty();
  }

  @Test
  void shouldFindElectionsThatLoseRecords() {
    var unclean = new HashMap<>(ReferenceBroker.settings());
    unclean.put("unclean.leader.election.enable", "true");

    assertThat(review(unclean, "broker")).singleElement().asString().contains("acknowledged");
  }

  @Test
  void shouldFindTooFewBrokers() {
    assertThat(BrokerReview.findings(Map.of(1, ReferenceBroker.settings())))
        .singleElement()
        .asString()
        .startsWith("1 of at least 3 brokers");
  }

  @Test
  void shouldNotCompareWhatABrokerDoesNotTell() {
    assertThat(BrokerReview.findings(Map.of(1, Map.of(), 2, Map.of(), 3, Map.of()))).isEmpty();
  }

  /** The findings on the first of three brokers. */
  private static List<String> review(Map<String, String> settings, String roles) {
    var first = new HashMap<>(settings);
    first.put("process.roles", roles);
    return BrokerReview.findings(Map.of(1, first, 2, Map.of(), 3, Map.of()));
  }
}
