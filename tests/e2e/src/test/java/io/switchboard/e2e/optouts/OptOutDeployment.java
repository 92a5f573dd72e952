package io.switchboard.e2e.optouts;

import io.switchboard.e2e.processes.ServiceProcess;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.embedded.EmbeddedRedis;
import io.switchboard.embedded.FreePorts;
import io.switchboard.testkit.cluster.TestCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Two ingresses, dnc-streams and the sink as processes, with a PostgreSQL and a Redis that can be
 * stopped; the broker is that of the test.
 */
final class OptOutDeployment implements AutoCloseable {
  private static final String DATABASE = "opt_outs";

  private final TestCluster cluster = TestCluster.start().createTopics();
  private final Path directory;
  private final int databasePort = FreePorts.next();
  private final int redisPort = FreePorts.next();
  private final ServiceProcess dncStreams;
  private final ServiceProcess sink;
  private final List<ServiceProcess> ingresses;
  private EmbeddedDatabase database;
  private EmbeddedRedis redis;

  OptOutDeployment(Path directory) {
    this.directory = directory;
    this.database = EmbeddedDatabase.start(directory.resolve("postgresql"), databasePort);
    this.redis = EmbeddedRedis.start(directory, redisPort);
    database.database(DATABASE);
    this.dncStreams = service("dnc-streams", io.switchboard.dnc.Main.class);
    this.sink = service("sink", io.switchboard.sink.Main.class);
    this.ingresses =
        List.of(
            service("ingress-a", io.switchboard.ingress.Main.class),
            service("ingress-b", io.switchboard.ingress.Main.class));
    var all = new ArrayList<>(List.of(sink, dncStreams));
    all.addAll(ingresses);
    ServiceProcess.startAll(all);
  }

  private ServiceProcess service(String name, Class<?> main) {
    return new ServiceProcess(
        name,
        main,
        cluster.variables(
            "DATABASE_URL",
            "postgres://postgres:postgres@127.0.0.1:" + databasePort + "/" + DATABASE,
            "REDIS_URL",
            "redis://127.0.0.1:" + redisPort,
            "STATE_DIR",
            directory.resolve("state").toString(),
            "API_RATE_LIMIT",
            "1000000"),
        directory);
  }

  private static Fault killed(ServiceProcess service) {
    return new Fault(service.name() + " is killed", service::kill, service::start);
  }

  private static Fault suspended(ServiceProcess service) {
    return new Fault(service.name() + " is suspended", service::suspend, service::resume);
  }

  /** Something that fails, and works again. */
  record Fault(String name, Runnable begin, Runnable end) {}

  List<ServiceProcess> ingresses() {
    return ingresses;
  }

  Fault randomFault() {
    var ingress = ingresses.get(ThreadLocalRandom.current().nextInt(ingresses.size()));
    List<Supplier<Fault>> all =
        List.of(
            () -> killed(ingress),
            () -> suspended(ingress),
            () -> killed(dncStreams),
            () -> suspended(dncStreams),
            () -> killed(sink),
            () -> suspended(sink),
            () -> new Fault("PostgreSQL is stopped", () -> database.close(), this::startDatabase),
            () -> new Fault("Redis is stopped", () -> redis.close(), this::startRedis));
    return all.get(ThreadLocalRandom.current().nextInt(all.size())).get();
  }

  private void startDatabase() {
    database = EmbeddedDatabase.start(directory.resolve("postgresql"), databasePort);
  }

  private void startRedis() {
    redis = EmbeddedRedis.start(directory, redisPort);
  }

  @Override
  public void close() {
    ingresses.forEach(ServiceProcess::close);
    dncStreams.close();
    sink.close();
    database.close();
    redis.close();
    cluster.close();
  }
}
