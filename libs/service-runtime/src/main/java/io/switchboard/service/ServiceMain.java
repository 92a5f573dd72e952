package io.switchboard.service;

import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.SettingsException;
import io.switchboard.service.task.MonitoredTask;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main method of a service: reads settings from the environment, starts, waits, stops. Exit
 * codes: 143 stopped by SIGTERM, 130 by Ctrl-C, 1 failed, 2 wrong settings.
 */
public final class ServiceMain {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceMain.class);

  private static final int MAX_REASONS = 4;

  private ServiceMain() {}

  /** Runs a service until it is stopped or fails; never returns. */
  public static void run(String name, Function<Environment, Service> start) {
    System.exit(runUntilStopped(name, Environment.ofProcess(), start));
  }

  /** What failed and what it was caused by: the cause alone often names the setting. */
  static String reasons(Throwable failure) {
    var messages = new LinkedHashSet<String>();
    for (var each = failure;
        each != null && messages.size() < MAX_REASONS;
        each = each.getCause()) {
      messages.add(Objects.requireNonNullElse(each.getMessage(), each.getClass().getSimpleName()));
    }
    return String.join(": ", messages);
  }

  /** No thread of the process ends unnoticed, {@link MonitoredTask} or not. */
  static Thread.UncaughtExceptionHandler failing(String name, HealthChecks health) {
    return (thread, error) -> {
      LOG.error("Thread {} of {} ended unexpectedly", thread.getName(), name, error);
      health.failed(
          "thread " + thread.getName(), error.getClass().getSimpleName() + ", see the log");
    };
  }

  @SuppressWarnings("SystemOut") // not in the log, where a person at a terminal would not see it
  static int runUntilStopped(
      String name, Environment environment, Function<Environment, Service> start) {
    Service service;
    try {
      service = start.apply(environment);
    } catch (SettingsException e) {
      System.err.println(
          name
              + " cannot start because of wrong settings:"
              + System.lineSeparator()
              + e.getMessage());
      return 2;
    } catch (RuntimeException e) {
      LOG.error("{} cannot start: {}", name, reasons(e), e);
      return 1;
    }
    Thread.setDefaultUncaughtExceptionHandler(failing(name, service.health()));
    var hook =
        new Thread(
            () -> {
              LOG.info("{} is stopping", name);
              service.close();
              LOG.info("{} has stopped", name);
            },
            "stop-" + name);
    Runtime.getRuntime().addShutdownHook(hook);
    LOG.info("{} has started", name);
    BrokerWarnings.start(environment);
    try {
      service.health().awaitFailure();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return 0;
    }
    LOG.error(
        "{} has failed: {}",
        name,
        service.health().snapshot().stream()
            .filter(check -> check.status() == HealthCheck.Status.FAILED)
            .map(check -> check.name() + ": " + check.detail())
            .collect(Collectors.joining("; ")));
    return 1;
  }
}
