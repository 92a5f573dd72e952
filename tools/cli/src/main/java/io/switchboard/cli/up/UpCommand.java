package io.switchboard.cli.up;

import ch.qos.logback.classic.LoggerContext;
import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Console;
import io.switchboard.standalone.Ports;
import io.switchboard.standalone.Standalone;
import io.switchboard.standalone.UpSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code switchboard up}: runs everything until it is stopped. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Start broker, PostgreSQL, Redis, the five services and a simulated CXone tenant, and keep"
          + " them running until Ctrl-C.",
      "Servers named by KAFKA_BOOTSTRAP_SERVERS, DATABASE_URL, REDIS_URL, CXONE_BASE_URL or CXONE_ISSUER are used and"
          + " not started."
    },
    footer = {
      "",
      "Example: a second instance, with five calls a second",
      "  switchboard up --data-dir /tmp/second --port-base 20000 --traffic 5",
      "Example: the APIs that NICE publishes",
      "  switchboard up --profile nice --traffic 5"
    })
public final class UpCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "${env:SWITCHBOARD_DATA_DIR:-data}",
      description = "The directory with all state (default: data).")
  private Path dataDir = Path.of("data");

  @Option(
      names = "--port-base",
      paramLabel = "N",
      description = "Moves all ports: ingress N, tenant N+2, Kafka N+20, PostgreSQL N+30, ...")
  private @Nullable Integer portBase;

  @Option(names = "--infra", description = "Only broker, PostgreSQL and Redis.")
  private boolean infraOnly;

  @Option(
      names = "--traffic",
      paramLabel = "CALLS",
      defaultValue = "0",
      description = "Calls per second that the simulated tenant plays.")
  private double traffic;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description =
          "CXONE_PROFILE: tutorial (default) or nice; the simulated tenant has the same shape.")
  private @Nullable String profile;

  @Option(
      names = "--trial",
      description = "Stops again as soon as everything is ready: a check that it starts.")
  private boolean trial;

  @Option(
      names = "--then",
      hidden = true, // for the launcher, which records its cache for commands so
      paramLabel = "PROGRAM",
      split = " ",
      description = "With --trial: a program that runs before the stop, on the data directory.")
  private List<String> program = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var ports = ports(portBase);
    var standalone =
        new Standalone(new UpSettings(dataDir, ports, variables(), infraOnly, traffic));
    var out = spec.commandLine().getOut();
    var stop =
        new StopHook(standalone::close, UpCommand::endLog, Banner.stopped(dataDir, portBase), out);
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
    var addresses = start(standalone, stop);
    out.print(new Banner(addresses, dataDir, portBase).text(new Console(spec).width()));
    out.printf("Ready after %.1f s. Ctrl-C stops it.%n", secondsSinceStart());
    out.flush();
    if (trial) {
      return program.isEmpty() ? 0 : runProgram(); // the exit stops everything
    }
    var fault = standalone.awaitFailure();
    stop.stopAfterFailure(); // logs while it stops: the failure is the last line
    throw new CommandFailure(fault + "; everything was stopped");
  }

  private static Ports ports(@Nullable Integer base) {
    try {
      return base == null ? Ports.usual() : Ports.from(base);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), 2);
    }
  }

  private int runProgram() throws IOException, InterruptedException {
    var process = new ProcessBuilder(program).inheritIO();
    process.environment().put("SWITCHBOARD_DATA_DIR", dataDir.toAbsolutePath().toString());
    return process.start().waitFor();
  }

  private Map<String, String> variables() {
    var variables = new HashMap<>(System.getenv());
    if (profile != null) {
      variables.put("CXONE_PROFILE", profile);
    }
    return variables;
  }

  private static Map<String, String> start(Standalone standalone, StopHook stop) {
    try {
      return standalone.start();
    } catch (RuntimeException e) {
      stop.stopAfterFailure();
      throw e;
    }
  }

  private static void endLog() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.stop();
    }
  }

  private static double secondsSinceStart() {
    // start of the JVM: the process is the launcher's, and older when it had to build
    var start = ManagementFactory.getRuntimeMXBean().getStartTime();
    return (System.currentTimeMillis() - start) / 1000.0;
  }
}
