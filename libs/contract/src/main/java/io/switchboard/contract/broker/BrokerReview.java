package io.switchboard.contract.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Compares the brokers of a cluster with the {@link ReferenceBroker}. What a broker does not tell,
 * as many managed clusters do, is not compared.
 */
public final class BrokerReview {
  private static final int BROKERS = 3;
  private static final int TIMEOUT_SECONDS = 10;

  /** How long a sender waits for Kafka, less what it takes to find the new leader. */
  private static final long SENDER_MILLISECONDS = 3_500;

  private static final String SESSION = "broker.session.timeout.ms";
  private static final String FETCH = "controller.quorum.fetch.timeout.ms";
  private static final String ELECTION = "controller.quorum.election.timeout.ms";
  private static final String COPYING = "replica.lag.time.max.ms";
  private static final String UNCLEAN = "unclean.leader.election.enable";
  private static final List<String> COPIES =
      List.of(
          "default.replication.factor",
          "min.insync.replicas",
          "offsets.topic.replication.factor",
          "transaction.state.log.replication.factor",
          "transaction.state.log.min.isr");

  private final Map<String, String> reference = ReferenceBroker.settings();
  private final Map<String, String> settings;
  private final List<String> findings = new ArrayList<>();

  private BrokerReview(Map<String, String> settings) {
    this.settings = settings;
  }

  /**
   * What differs in a way that costs something, each with what it costs.
   *
   * @throws IllegalStateException when the brokers do not tell, with the reason
   */
  public static List<String> of(Admin admin) {
    var resources =
        get(admin.describeCluster().nodes()).stream()
            .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
            .toList();
    var brokers = new TreeMap<Integer, Map<String, String>>();
    get(admin.describeConfigs(resources).all())
        .forEach(
            (resource, config) -> {
              var values = new HashMap<String, String>();
              config.entries().stream()
                  .filter(entry -> entry.value() != null)
                  .forEach((ConfigEntry entry) -> values.put(entry.name(), entry.value()));
              brokers.put(Integer.parseInt(resource.name()), values);
            });
    return findings(brokers);
  }

  /** The same for settings by broker id. */
  static List<String> findings(Map<Integer, Map<String, String>> brokers) {
    var findings = new ArrayList<String>();
    if (brokers.size() < BROKERS) {
      findings.add(
          "%d of at least %d brokers are in service: the loss of one may stop writes or lose records"
              .formatted(brokers.size(), BROKERS));
    }
    brokers.forEach(
        (id, settings) ->
            new BrokerReview(settings)
                .compare()
                .forEach(finding -> findings.add("broker %d: %s".formatted(id, finding))));
    return findings;
  }

  private List<String> compare() {
    COPIES.forEach(this::compareCopies);
    if ("true".equals(settings.get(UNCLEAN))) {
      findings.add(UNCLEAN + "=true: an election may lose acknowledged records");
    }
    compareLoss();
    number(COPYING)
        .filter(found -> found > Long.parseLong(reference.getOrDefault(COPYING, "0")))
        .ifPresent(
            found ->
                findings.add(
                    "%s=%d: a broker that stops copying holds up writes for as long"
                        .formatted(COPYING, found)));
    return findings;
  }

  private void compareCopies(String name) {
    var wanted = reference.getOrDefault(name, "0");
    number(name)
        .filter(found -> found < Long.parseLong(wanted))
        .ifPresent(
            found ->
                findings.add(
                    "%s=%d, not %s: topics made from now on may be lost with one broker"
                        .formatted(name, found, wanted)));
  }

  private void compareLoss() {
    var session = number(SESSION).orElse(0L);
    if (session > SENDER_MILLISECONDS) {
      findings.add(
          "%s=%d: when a broker is lost, senders get 503 for as long".formatted(SESSION, session));
      return;
    }
    var roles = settings.getOrDefault("process.roles", "");
    var election = number(FETCH).orElse(0L) + number(ELECTION).orElse(0L);
    if (roles.contains("broker")
        && roles.contains("controller")
        && session + election > SENDER_MILLISECONDS) {
      findings.add(
          "%s, %s and %s are %d together: when the active controller is lost, senders get 503"
              .formatted(FETCH, ELECTION, SESSION, session + election));
    }
  }

  private Optional<Long> number(String name) {
    return Optional.ofNullable(settings.get(name)).map(Long::parseLong);
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(String.valueOf(cause.getMessage()), cause);
    } catch (TimeoutException e) {
      throw new IllegalStateException("no answer within " + TIMEOUT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
