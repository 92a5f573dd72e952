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
import java.util.function.Supplier;

/**
 * Reads the state of a deployment: all instances of all services, Kafka and PostgreSQL
 * concurrently, so that a frozen server does not hide the others. A frozen server takes 3 s; {@link
 * #TIMEOUT} is for a machine so busy that answers take long.
 *
 * @param services management addresses by service name, in the order to report them; see {@link
 *     ServiceInstances} for several
 * @param addresses settings for connecting to the deployment, without secrets
 * @param openDeadLetters the counts of the last reading
 */
public record DeploymentStatus(
    Map<String, String> services,
    Map<String, String> addresses,
    KafkaSettings kafka,
    Optional<DatabaseSettings> database,
    OpenDeadLetters openDeadLetters) {
  private static final Duration TIMEOUT = Duration.ofSeconds(9);

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
      var groups = threads.submit(this::groups);
      var services = new LinkedHashMap<String, Future<List<ServiceState>>>();
      this.services.forEach(
          (name, setting) ->
              services.put(
                  name,
                  threads.submit(() -> new InstanceSearch(name, probe).find(setting, groups))));
      var sink = threads.submit(() -> SinkOffsets.read(database, kafka));
      var cluster = threads.submit(() -> cluster(() -> offsets(sink, sinkDeadline)));
      var states =
          services.entrySet().stream()
              .flatMap(
                  entry ->
                      result(
                          entry.getValue(),
                          deadline,
                          problem -> List.of(unreachable(entry.getKey())))
                          .stream())
              .toList();
      var found = result(cluster, deadline, problem -> Cluster.unknown("Kafka " + problem));
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

  /** None while Kafka does not answer, which the report says elsewhere. */
  private Map<String, GroupInstances> groups() {
    try (var cluster = new ClusterStatus(kafka)) {
      return cluster.instances(services.keySet());
    } catch (IllegalStateException _) {
      return Map.of();
    }
  }

  private SinkOffsets offsets(Future<SinkOffsets> sink, long deadline) {
    var consumer = kafka.prefix().applyTo("sink-postgres");
    return result(
        sink, deadline, problem -> new SinkOffsets(consumer, Map.of(), "PostgreSQL " + problem));
  }

  /** Dead letters first: they need no answer of PostgreSQL, which may be frozen too. */
  private Cluster cluster(Supplier<SinkOffsets> sink) {
    try (var cluster = new ClusterStatus(kafka)) {
      var deadLetters = cluster.deadLetters(openDeadLetters);
      return new Cluster(cluster.lag(sink.get()), deadLetters, "");
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
