package io.switchboard.sink;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.settings.Environment;
import io.switchboard.pushes.CxonePushes;
import io.switchboard.pushes.PushSettings;
import io.switchboard.service.ComponentStack;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.HealthPages;
import io.switchboard.service.ManagementServer;
import io.switchboard.service.Metrics;
import io.switchboard.service.Service;
import io.switchboard.sink.postgres.SinkLoop;
import io.switchboard.sink.postgres.schema.Database;
import io.switchboard.sink.postgres.schema.Migrations;
import io.switchboard.sink.postgres.schema.SchemaCheck;
import io.switchboard.sink.postgres.table.SqlFailure;
import io.switchboard.sink.redis.RedisMirror;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * sink-postgres: writes rows to PostgreSQL, mirrors numbers to Redis, and pushes states to CXone.
 */
public final class SinkService implements Service {
  /** The service's name, in its dead-letter topic and its consumer groups. */
  public static final String NAME = ServiceName.SINK_POSTGRES.wireName();

  private static final Logger LOG = LoggerFactory.getLogger(SinkService.class);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);
  private static final String SCHEMA = "schema";

  private final SinkSettings settings;
  private final Database database;
  private final HealthChecks health = new HealthChecks();
  private final PrometheusMeterRegistry registry = Metrics.registry(NAME);
  private final ComponentStack components = new ComponentStack();
  private final Thread starting;
  private boolean closed;

  private SinkService(SinkSettings settings) {
    this.settings = settings;
    this.database = new Database(settings.database(), NAME);
    this.starting = Thread.ofVirtual().name("sink-start").unstarted(this::startUp);
  }

  /**
   * Starts the service and returns at once. Without a database the service waits for it. When the
   * database does not match the mapping, the service fails, and its health reports why.
   */
  public static SinkService start(Environment environment) {
    var settings = SinkSettings.read(environment);
    var pushes = PushSettings.read(environment);
    var redis = RedisMirror.url(environment);
    environment.check();
    var service = new SinkService(settings);
    try {
      service.open(pushes, redis);
      return service;
    } catch (RuntimeException e) {
      service.close();
      throw e;
    }
  }

  private synchronized void open(Optional<PushSettings> pushes, Optional<String> redis) {
    components.add("metrics", registry::close);
    components.add(
        "management server",
        ManagementServer.start(
            settings.management().host(),
            settings.management().port(),
            new HealthPages(NAME, health, registry)));
    health.down(SCHEMA, "waits for PostgreSQL");
    health.down("kafka", "waits for the schema"); // otherwise it would be ready between the two
    pushes.ifPresentOrElse(
        found ->
            components.add(
                "pushes",
                CxonePushes.start(found, settings.kafka(), database::connect, health, registry)),
        () ->
            LOG.warn(
                "No CXone tenant is configured (CXONE_BASE_URL, or CXONE_ACCESS_KEY_ID with the"
                    + " profile nice): nothing is pushed"));
    redis.ifPresent(
        url ->
            components.add(
                "Redis mirror", RedisMirror.start(url, settings.kafka(), health, registry)));
    starting.start();
  }

  private void startUp() {
    try {
      while (!prepared()) {
        Thread.sleep(RETRY_INTERVAL);
      }
      run();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("{} cannot start", NAME, e);
      health.failed(SCHEMA, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Whether the database is available and matches the mapping; false when another attempt may
   * succeed.
   */
  private boolean prepared() {
    try {
      Migrations.apply(database);
      try (var connection = database.connect()) {
        var problems = SchemaCheck.problems(connection, settings.mapping());
        if (!problems.isEmpty()) {
          throw new IllegalStateException(
              "the database does not match sink.yaml: " + String.join("; ", problems));
        }
      }
      health.up(SCHEMA);
      return true;
    } catch (SQLException e) {
      waitFor(e);
      return false;
    } catch (FlywayException e) {
      waitFor(SqlFailure.temporaryCause(e).orElseThrow(() -> e));
      return false;
    }
  }

  private void waitFor(SQLException e) {
    var why = "SQLSTATE " + SqlFailure.state(e) + " " + SqlFailure.message(e);
    health.down(SCHEMA, "waits for PostgreSQL: " + why);
    LOG.warn("PostgreSQL cannot be used yet: {}", why);
  }

  private synchronized void run() {
    if (closed) {
      return;
    }
    components.add(
        "sink loop",
        SinkLoop.start(
            new SinkLoop.SinkLoopOptions(
                NAME,
                settings.kafka(),
                database,
                settings.mapping(),
                settings.batchSize(),
                settings.flushInterval()),
            health,
            registry));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public HealthChecks health() {
    return health;
  }

  @Override
  public void close() {
    starting.interrupt();
    synchronized (this) {
      closed = true;
      components.close();
    }
  }
}
