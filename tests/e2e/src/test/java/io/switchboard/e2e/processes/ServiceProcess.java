package io.switchboard.e2e.processes;

import io.switchboard.embedded.FreePorts;
import io.switchboard.testkit.process.ChildProcess;
import io.switchboard.testkit.process.ProcessSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One service as a process that is killed, suspended and started again; it keeps its ports. */
public final class ServiceProcess implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final String name;
  private final Class<?> main;
  private final Map<String, String> variables;
  private final Path log;
  private final int port = FreePorts.next();
  private final int managementPort = FreePorts.next();
  private @Nullable ChildProcess process;

  /**
   * Does not start it.
   *
   * @param directory of its log
   */
  public ServiceProcess(String name, Class<?> main, Map<String, String> variables, Path directory) {
    this.name = name;
    this.main = main;
    this.log = directory.resolve(name + ".log");
    this.variables = new HashMap<>(variables);
    this.variables.put("HTTP_PORT", Integer.toString(port));
    this.variables.put("MANAGEMENT_PORT", Integer.toString(managementPort));
  }

  /** Its name, and that of its log. */
  public String name() {
    return name;
  }

  /** Where an ingress serves. */
  public int port() {
    return port;
  }

  /** Starts it, also again. */
  public void start() {
    process =
        ProcessSpec.java(main, ProcessSpec.SHORT_LIVED)
            .named(name)
            .environment(variables)
            .logTo(log)
            .start();
  }

  /** Starts several at once and waits until all are ready. */
  public static void startAll(List<ServiceProcess> services) {
    services.forEach(ServiceProcess::start);
    services.forEach(ServiceProcess::awaitReady);
  }

  /** Waits for {@code /readyz}. */
  public void awaitReady() {
    running().awaitReady(managementPort);
  }

  /** SIGKILL. */
  public void kill() {
    running().kill();
  }

  /** SIGSTOP. */
  public void suspend() {
    running().suspend();
  }

  /** SIGCONT. */
  public void resume() {
    running().resume();
  }

  /** SIGTERM; returns the exit code. */
  public int stop() {
    return running().stop();
  }

  /** The sum of those samples of its metrics whose lines begin so. */
  public double metric(String beginning) {
    return get("/metrics")
        .lines()
        .filter(line -> line.startsWith(beginning))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private String get(String path) {
    var uri = URI.create("http://127.0.0.1:" + managementPort + path);
    try {
      var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
      return HTTP.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " does not answer " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private ChildProcess running() {
    var started = process;
    if (started == null) {
      throw new IllegalStateException(name + " is not started");
    }
    return started;
  }

  @Override
  public void close() {
    var started = process;
    if (started != null) {
      started.kill();
    }
  }
}
