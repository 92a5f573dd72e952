package io.switchboard.testkit.brokers;

import io.switchboard.testkit.process.ChildProcess;
import io.switchboard.testkit.process.ProcessSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * One node of a {@link ThreeBrokerCluster}: broker and controller, in a process of its own. Its
 * directory outlives the process, so that a killed node continues from its log.
 */
public final class BrokerProcess {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

  private final int id;
  private final int port;
  private final Path directory;
  private final Map<String, String> properties;
  private @Nullable ChildProcess process;

  BrokerProcess(int id, int port, Path directory, Map<String, String> properties) {
    this.id = id;
    this.port = port;
    this.directory = directory;
    this.properties = properties;
  }

  /** Prepares an empty directory. */
  void format(Uuid cluster) {
    try {
      Files.createDirectories(directory);
      new Formatter()
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .setNodeId(id)
          .setClusterId(cluster.toString())
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(directory.toString())
          .addDirectory(directory.toString())
          .run();
    } catch (Exception e) { // the formatter declares Exception
      throw new IllegalStateException("cannot prepare " + directory + " for a broker", e);
    }
  }

  /** Its node id: 1, 2 or 3. */
  public int id() {
    return id;
  }

  /** The port for clients. */
  public int port() {
    return port;
  }

  /** The log file of its output. */
  public Path log() {
    return directory.resolveSibling("broker-" + id + ".log");
  }

  /** Starts it without waiting; see {@link ThreeBrokerCluster#awaitReady}. */
  public void start() {
    if (isAlive()) {
      throw new IllegalStateException("broker " + id + " runs already");
    }
    var options = new ArrayList<>(ProcessSpec.SHORT_LIVED);
    options.add("-cp");
    options.add(System.getProperty("java.class.path"));
    process =
        ProcessSpec.java("kafka.Kafka", options)
            .named("broker " + id)
            .arguments(propertiesFile().toString())
            .logTo(log())
            .start();
  }

  private Path propertiesFile() {
    var file = directory.resolveSibling("broker-" + id + ".properties");
    var all = new Properties();
    all.putAll(properties);
    try (var writer = Files.newBufferedWriter(file)) {
      all.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /** Whether its process runs; a frozen one does. */
  public boolean isAlive() {
    var started = process;
    return started != null && started.isAlive();
  }

  /** SIGKILL: no leadership is transferred and nothing is flushed. */
  public void kill() {
    running().kill();
  }

  /** SIGTERM: transfers its leaderships first; waits for the end. */
  public void stop() {
    running().stop(STOP_TIMEOUT);
  }

  /** SIGSTOP: its connections stay open, but it does not answer until {@link #thaw}. */
  public void freeze() {
    running().suspend();
  }

  /** SIGCONT. */
  public void thaw() {
    running().resume();
  }

  /** Its process. */
  public ChildProcess running() {
    var started = process;
    if (started == null) {
      throw new IllegalStateException("broker " + id + " was not started");
    }
    return started;
  }
}
