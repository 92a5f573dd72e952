package io.switchboard.streams;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.service.HealthCheck.Status;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.KafkaFailure;
import io.switchboard.service.LostRecords;
import io.switchboard.streams.size.RecordSizeLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a topology: exactly-once, with health and dead letters. A thread that ends by a temporary
 * failure is replaced; any other failure fails the health check with the cause.
 */
public final class StreamsService implements AutoCloseable {
  /** The name of the health check. */
  public static final String CHECK = "streams";

  private static final Logger LOG = LoggerFactory.getLogger(StreamsService.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  /** Looks for the transactions of lost instances for so long after a rebalance. */
  private static final Duration TAKE_OVER = Duration.ofSeconds(10);

  private static final int MAX_RESTARTS_WITHOUT_TOPICS = 2;

  private final KafkaStreams streams;
  private final StandbyTasks tasks;
  private final HealthChecks health;
  private final AbandonedTransactions abandoned;
  private final RestartLimit restartLimit;

  /** A broker may not know a new topic yet; one that was never created is reported soon. */
  private final RestartLimit missingTopicLimit;

  private final Counter replaced;
  private volatile long changedAt = System.nanoTime();
  private volatile boolean ranBefore;
  private volatile @Nullable KafkaFailure refused;
  private volatile boolean closing;

  private StreamsService(
      KafkaStreams streams,
      StandbyTasks tasks,
      KafkaSettings kafka,
      StreamsOptions options,
      String group,
      HealthChecks health,
      MeterRegistry registry) {
    this.streams = streams;
    this.tasks = tasks;
    this.health = health;
    this.restartLimit = new RestartLimit(RestartLimit.DEFAULT, options.threads());
    this.missingTopicLimit = new RestartLimit(MAX_RESTARTS_WITHOUT_TOPICS, options.threads());
    this.abandoned = new AbandonedTransactions(kafka, group, this::isTakingOver, health);
    this.replaced =
        Counter.builder("stream_threads_replaced_total")
            .description("Stream threads that were replaced after a temporary failure")
            .register(registry);
    Gauge.builder("stream_records_lag_max", streams, StreamsService::recordsLag)
        .description("The maximum lag of all input partitions, in records")
        .register(registry);
  }

  /**
   * Starts a topology and returns at once; {@code health} reports when it runs.
   *
   * @param service the service's name: application id and dead-letter topic, without prefix
   */
  public static StreamsService start(
      String service,
      Topology topology,
      KafkaSettings kafka,
      StreamsOptions options,
      HealthChecks health,
      MeterRegistry registry) {
    var properties = properties(service, kafka, options);
    properties.put(
        DeadLetterHandler.COUNTER_CONFIG,
        Counter.builder("stream_dead_letters_total")
            .description("Records that the service could not process, on its dead-letter topic")
            .register(registry));
    var limits = new RecordSizeLimits(kafka.topics().deadLetters(service).name());
    properties.put(DeadLetterHandler.LIMITS_CONFIG, limits);
    health.down(CHECK, "starting");
    var streams =
        new KafkaStreams(
            topology, properties, new StreamsClients(limits, new LostRecords(registry)));
    var tasks = StandbyTasks.count(streams, topology, options.standbys(), registry);
    var group = kafka.prefix().applyTo(service);
    var running = new StreamsService(streams, tasks, kafka, options, group, health, registry);
    running.streams.setStateListener((now, _) -> running.changed(now));
    running.streams.setUncaughtExceptionHandler(running::died);
    running.streams.setGlobalStateRestoreListener(new RestoreLog());
    running.streams.start();
    return running;
  }

  /** The Kafka Streams properties of a service, also for test drivers. */
  public static Properties properties(String service, KafkaSettings kafka, StreamsOptions options) {
    var properties = new Properties();
    properties.putAll(StreamsProperties.of(service, kafka, options));
    return properties;
  }

  /** The Kafka Streams client, for queries on its state. */
  public KafkaStreams client() {
    return streams;
  }

  /** What a lost instance has left behind may hold up readers of results as well. */
  private boolean isTakingOver() {
    return streams.state() == KafkaStreams.State.REBALANCING
        || System.nanoTime() - changedAt < TAKE_OVER.toNanos();
  }

  private void changed(KafkaStreams.State state) {
    changedAt = System.nanoTime();
    switch (state) {
      case RUNNING -> {
        ranBefore = true;
        refused = null;
        health.up(CHECK);
        LOG.info("Running with {}", tasks.summary());
      }
      case CREATED, REBALANCING -> {
        var refusal = refused;
        if (refusal != null) {
          health.set(CHECK, refusal.status(), refusal.detail(), refusal);
        } else if (ranBefore) {
          health.paused(CHECK, "rebalancing, or restoring state");
        } else {
          health.down(CHECK, "starting");
        }
      }
      case PENDING_SHUTDOWN, NOT_RUNNING -> {
        if (health.alive()) { // a failure stays visible
          health.down(CHECK, "stopping");
        }
      }
      case PENDING_ERROR, ERROR -> {
        if (health.alive() && !closing) {
          health.failed(CHECK, "all stream threads have failed; see the log for the cause");
        }
      }
    }
  }

  private StreamThreadExceptionResponse died(Throwable error) {
    var cause = rootOf(error);
    var limit = isMissingTopic(error) ? missingTopicLimit : restartLimit;
    if (isPassing(error) && limit.allow(Instant.now())) {
      replaced.increment();
      var failure = KafkaFailure.ofStreams(error);
      if (failure.isRefusal()) { // until a thread has joined the group again
        refused = failure;
        health.set(CHECK, failure.status(), failure.detail(), failure);
      }
      LOG.warn(
          "A stream thread failed with {}; replacing it", cause.getClass().getSimpleName(), error);
      Thread.currentThread()
          .setUncaughtExceptionHandler((_, last) -> replacementFailed(last, error));
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    LOG.error("The stream service failed permanently", error);
    health.set(CHECK, Status.FAILED, describe(error, cause), KafkaFailure.ofStreams(error));
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /**
   * Kafka Streams throws the error again in the thread that it has replaced. Another one says that
   * no thread could be started in its place, and then its partitions are not read.
   */
  private void replacementFailed(Throwable last, Throwable error) {
    if (last != error) {
      LOG.error("A stream thread could not be replaced", last);
      health.failed(
          CHECK,
          "a stream thread could not be replaced, "
              + rootOf(last).getClass().getSimpleName()
              + ", see the log; restart the service");
    }
  }

  private static String describe(Throwable error, Throwable cause) {
    if (isMissingTopic(error)) {
      return "input topics are missing: run `switchboard topics apply` first";
    }
    var failure = KafkaFailure.ofStreams(error);
    if (failure.isRefusal()) {
      return failure.detail();
    }
    if (cause instanceof RecordTooLargeException) {
      return "a topic's max.message.bytes is too low: see `switchboard topics plan`";
    }
    return cause instanceof InvalidReplicationFactorException
        ? "a changelog cannot be created: fewer brokers are in service than REPLICATION_FACTOR"
        : cause.getClass().getSimpleName() + ", see the log";
  }

  private static boolean isMissingTopic(Throwable error) {
    return error instanceof MissingSourceTopicException
        || rootOf(error) instanceof MissingSourceTopicException;
  }

  private static boolean isPassing(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidReplicationFactorException
          || cause instanceof AuthorizationException
          || cause instanceof ConfigException
          || cause instanceof Error) {
        return false;
      }
    }
    return true;
  }

  private static Throwable rootOf(Throwable error) {
    var cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static double recordsLag(KafkaStreams streams) {
    return streams.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("records-lag-max"))
        .mapToDouble(metric -> metric.metricValue() instanceof Double lag && !lag.isNaN() ? lag : 0)
        .max()
        .orElse(0);
  }

  /** Stops within about 10 s and leaves the group, so that another instance takes over at once. */
  @Override
  public void close() {
    closing = true;
    abandoned.close();
    var options =
        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
            .withTimeout(CLOSE_TIMEOUT);
    if (!streams.close(options)) {
      LOG.warn("the stream threads did not stop within {} s", CLOSE_TIMEOUT.toSeconds());
    }
  }
}
