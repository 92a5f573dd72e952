package io.switchboard.e2e.optouts;

import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.embedded.EmbeddedRedis;
import io.switchboard.embedded.FreePorts;
import io.switchboard.testkit.cluster.TestCluster;
import io.switchboard.testkit.process.ChildProcess;
import io.switchboard.testkit.process.ProcessSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    this.dncStreams = new ServiceProcess("dnc-streams", io.switchboard.dnc.Main.class, 0);
    this.sink = new ServiceProcess("sink", io.switchboard.sink.Main.class, 0);
    this.ingresses =
        List.of(
            new ServiceProcess("ingress-a", io.switchboard.ingress.Main.class, FreePorts.next()),
            new ServiceProcess("ingress-b", io.switchboard.ingress.Main.class, FreePorts.next()));
    var all = new ArrayList<>(List.of(sink, dncStreams));
    all.addAll(ingresses);
    all.forEach(ServiceProcess::start);
    all.forEach(ServiceProcess::awaitReady);
  }

  /** One service as a process that is killed, suspended and started again. */
  final class ServiceProcess {
    private final String name;
    private final Class<?> main;
    private final int port;
    private final int managementPort = FreePorts.next();
    private @Nullable ChildProcess process;

    ServiceProcess(String name, Class<?> main, int port) {
      this.name = name;
      this.main = main;
      this.port = port;
    }

    void start() {
      process =
          ProcessSpec.java(main, ProcessSpec.SHORT_LIVED)
              .named(name)
              .environment(variables())
              .logTo(directory.resolve(name + ".log"))
              .start();
    }

    private Map<String, String> variables() {
      var variables =
          new HashMap<>(
              cluster.variables(
                  "DATABASE_URL",
                  "postgres://postgres:postgres@127.0.0.1:" + databasePort + "/" + DATABASE,
                  "REDIS_URL",
                  "redis://127.0.0.1:" + redisPort,
                  "STATE_DIR",
                  directory.resolve("state").toString(),
                  "MANAGEMENT_PORT",
                  Integer.toString(managementPort)));
      if (port > 0) {
        variables.put("HTTP_PORT", Integer.toString(port));
        variables.put("API_RATE_LIMIT", "1000000");
      }
      return variables;
    }

    void awaitReady() {
      running().awaitReady(managementPort);
    }

    ConsentClient client() {
      return new ConsentClient(port);
    }

    private ChildProcess running() {
      var started = process;
      if (started == null) {
        throw new IllegalStateException(name + " is not started");
      }
      return started;
    }

    private Fault killed() {
      return new Fault(name + " is killed", () -> running().kill(), this::start);
    }

    private Fault suspended() {
      return new Fault(name + " is suspended", () -> running().suspend(), () -> running().resume());
    }
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
            ingress::killed,
            ingress::suspended,
            dncStreams::killed,
            dncStreams::suspended,
            sink::killed,
            sink::suspended,
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
    ingresses.forEach(ingress -> ingress.running().kill());
    dncStreams.running().kill();
    sink.running().kill();
    database.close();
    redis.close();
    cluster.close();
  }
}
