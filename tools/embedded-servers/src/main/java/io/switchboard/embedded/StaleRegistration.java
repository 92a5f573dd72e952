package io.switchboard.embedded;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.loader.LoaderManifest;
import org.apache.kafka.image.publisher.MetadataPublisher;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the registration of a killed broker. In the metadata it is still alive and leads its
 * partitions. A broker that starts on the same directory has to wait until its session ends, and
 * meanwhile acts as the coordinator of the killed one's transactions. At the moment the session
 * ends, the markers of these transactions find no leader, are counted as written without having
 * been written, and the partitions stay blocked by that transaction ("Couldn't find leader endpoint
 * for partitions ... can be skipped", Kafka 4.3.1, TransactionMarkerChannelManager). Therefore the
 * controller first runs alone, with a short session, until it has fenced the dead broker.
 */
final class StaleRegistration {
  private static final Logger LOG = LoggerFactory.getLogger(StaleRegistration.class);
  private static final int TIMEOUT_SECONDS = 30;

  private StaleRegistration() {}

  /**
   * Returns when no broker counts as alive.
   *
   * @param controller the properties of a controller-only node
   */
  static void expire(Map<String, String> controller) {
    var properties = new HashMap<>(controller);
    properties.put("broker.session.timeout.ms", "200");
    properties.put("broker.heartbeat.interval.ms", "100");
    var config = new KafkaConfig(properties);
    var directories = KafkaRaftServer.initializeLogDirs(config, LOG, "");
    var metrics = new Metrics();
    var shared =
        new SharedServer(
            config,
            directories._1(),
            Time.SYSTEM,
            metrics,
            CompletableFuture.completedFuture(
                QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
            List.of(),
            new StandardFaultHandlerFactory(),
            ServerSocketFactory.INSTANCE);
    var server = new ControllerServer(shared, KafkaRaftServer.configSchema(), directories._2());
    try {
      server.startup();
      var watch = new Watch(server.incarnationId());
      shared.loader().installPublishers(List.of(watch)).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      watch.done.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the broker's directory cannot be taken over", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the broker started", e);
    } finally {
      server.shutdown();
      metrics.close();
    }
  }

  /**
   * Waits until the metadata show it, and for the controller's own registration: a shutdown before
   * it would log an error.
   */
  private static final class Watch implements MetadataPublisher {
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Uuid controller;

    Watch(Uuid controller) {
      this.controller = controller;
    }

    @Override
    public String name() {
      return "StaleRegistration";
    }

    @Override
    public void onMetadataUpdate(
        MetadataDelta delta, MetadataImage image, LoaderManifest manifest) {
      var cluster = image.cluster();
      if (cluster.brokers().values().stream().allMatch(broker -> broker.fenced())
          && cluster.controllers().values().stream()
              .anyMatch(registered -> registered.incarnationId().equals(controller))) {
        done.complete(null);
      }
    }
  }
}
