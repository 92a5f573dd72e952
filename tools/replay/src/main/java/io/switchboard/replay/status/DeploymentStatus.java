package io.switchboard.replay.status;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.status.DeploymentReport.ServiceState;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Reads the state of a deployment: all services, Kafka and PostgreSQL concurrently, each within
 * {@link #TIMEOUT}, so that a frozen server does not hide the others.
 *
 * @param services management address by service name, in the order to report them
 * @param addresses settings for connecting to the deployment, without secrets
 * @param openDeadLetters the counts of the last reading
 */
public record DeploymentStatus(
    Map<String, String> services,
    Map<String, String> addresses,
    KafkaSettings kafka,
    Optional<DatabaseSettings> database,
    OpenDeadLetters openDeadLetters) {
  private static final Duration TIMEOUT = Duration.ofSeconds(4);

  /** Kafka's part needs the sink's offsets: a frozen PostgreSQL must leave time for it. */
  private static final Duration SINK_TIMEOUT = Duration.ofSeconds(2);

  /** Nothing has been read. */
  public DeploymentStatus(
      Map<String, String> services,
      Map<String, String> addresses,
      KafkaSettings kafka,
      Optional<DatabaseSettings> database) {
    this(services, addresses, kafka, database, new OpenDeadLetters());
  }

  /**
   * The result from Kafka.
   *
   * @param problem empty, or why it could not be read
   */
  private record Cluster(Map<String, Long> lag, Map<String, Long> deadLetters, String problem) {
    static Cluster unknown(String problem) {
      return new Cluster(Map.of(), Map.of(), problem);
    }
  }

  /** Reads the state now, within {@link #TIMEOUT}. */
  public DeploymentReport read() {
    var deadline = System.nanoTime() + TIMEOUT.toNanos();
    var sinkDeadline = System.nanoTime() + SINK_TIMEOUT.toNanos();
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    var http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    try {
      var probe = new ServiceProbe(http);
      var services = new LinkedHashMap<String, Future<ServiceState>>();
      this.services.forEach(
          (name, url) -> services.put(name, threads.submit(() -> probe.ask(name, url))));
      var sink = threads.submit(() -> SinkOffsets.read(database, kafka));
      var cluster = threads.submit(() -> cluster(offsets(sink, sinkDeadline)));
      var states =
          services.entrySet().stream()
              .map(
                  entry ->
                      result(entry.getValue(), deadline, problem -> unreachable(entry.getKey())))
              .toList();
      var found = result(cluster, deadline, Cluster::unknown);
      return new DeploymentReport(
          addresses,
          states,
          found.lag(),
          found.deadLetters(),
          found.problem(),
          offsets(sink, sinkDeadline).problem());
    } finally {
      threads.shutdownNow(); // do not wait for a frozen server
      http.shutdownNow();
    }
  }

  private SinkOffsets offsets(Future<SinkOffsets> sink, long deadline) {
    var consumer = kafka.prefix().applyTo("sink-postgres");
    return result(
        sink, deadline, problem -> new SinkOffsets(consumer, Map.of(), "PostgreSQL " + problem));
  }

  private Cluster cluster(SinkOffsets sink) {
    try (var cluster = new ClusterStatus(kafka)) {
      return new Cluster(cluster.lag(sink), cluster.deadLetters(openDeadLetters), "");
    } catch (IllegalStateException e) {
      return Cluster.unknown(String.valueOf(e.getMessage()));
    }
  }

  private ServiceState unreachable(String service) {
    return new ServiceState(service, services.getOrDefault(service, ""), "unreachable", List.of());
  }

  private static <T> T result(Future<T> future, long deadline, Function<String, T> otherwise) {
    try {
      return future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return otherwise.apply("does not answer in time");
    } catch (ExecutionException e) {
      return otherwise.apply("cannot be asked: " + e.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return otherwise.apply("was not asked");
    }
  }
}
