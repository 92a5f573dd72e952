package io.switchboard.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The specification of a process. It inherits only {@code PATH}, {@code HOME}, {@code LANG}, {@code
 * TZ}, {@code TMPDIR} and {@code JAVA_HOME} from this process's environment. Each method returns
 * this object.
 */
public final class ProcessSpec {
  /** The JVM options of a service in production: as the launcher's {@code run} and the images. */
  public static final List<String> PRODUCTION =
      List.of(
          "-XX:+UseSerialGC",
          "-Xmx256m",
          "-XX:+UseCompactObjectHeaders",
          "-XX:TieredStopAtLevel=4",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /** As above for the console, which is to be small: it moves no events. */
  public static final List<String> CONSOLE =
      List.of(
          "-XX:+UseSerialGC",
          "-Xmx96m",
          "-XX:+UseCompactObjectHeaders",
          "-XX:TieredStopAtLevel=1",
          "-XX:TrimNativeHeapInterval=5000",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /** For a process that starts often and lives for seconds: compiles quickly. */
  public static final List<String> SHORT_LIVED =
      List.of(
          "-XX:+UseSerialGC",
          "-Xmx256m",
          "-XX:TieredStopAtLevel=1",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /** System property: more JVM options for every Java process, for example to record a profile. */
  private static final String MORE_OPTIONS = "switchboard.process.options";

  private static final List<String> INHERITED =
      List.of("PATH", "HOME", "LANG", "TZ", "TMPDIR", "JAVA_HOME");

  private final List<String> command = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private String name;
  private @Nullable Path log;
  private boolean piped;

  private ProcessSpec(String name, List<String> command) {
    this.name = name;
    this.command.addAll(command);
  }

  /** A Java program on the class path of this process. */
  public static ProcessSpec java(Class<?> main, List<String> options) {
    var all = new ArrayList<>(options);
    all.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return java(main.getName(), all);
  }

  /** A Java program whose options name its class path. */
  public static ProcessSpec java(String main, List<String> options) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-Xlog:jfr+startup=error"); // a recording does not print its banner
    Stream.of(System.getProperty(MORE_OPTIONS, "").strip().split("\\s+", -1))
        .filter(option -> !option.isEmpty())
        .forEach(command::add);
    command.add(main);
    return new ProcessSpec(main, command);
  }

  /** Any program. */
  public static ProcessSpec command(String... command) {
    return new ProcessSpec(command[0], Arrays.asList(command));
  }

  /** The name in error messages. */
  public ProcessSpec named(String other) {
    name = other;
    return this;
  }

  /** More arguments of the program. */
  public ProcessSpec arguments(String... more) {
    command.addAll(Arrays.asList(more));
    return this;
  }

  /** More environment variables. */
  public ProcessSpec environment(Map<String, String> more) {
    environment.putAll(more);
    return this;
  }

  /** Appends its output to a file; without a file and without pipes it is discarded. */
  public ProcessSpec logTo(Path file) {
    log = file;
    return this;
  }

  /** Connects its standard input and output to this process; only its errors go to the log. */
  public ProcessSpec piped() {
    piped = true;
    return this;
  }

  /**
   * Starts it.
   *
   * @throws UncheckedIOException when the program cannot be started
   */
  public ChildProcess start() {
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().put("SWITCHBOARD_LOG_FORMAT", "plain");
    builder.environment().putAll(environment);
    var output =
        log == null
            ? ProcessBuilder.Redirect.DISCARD
            : ProcessBuilder.Redirect.appendTo(log.toFile());
    if (piped) {
      builder.redirectError(log == null ? ProcessBuilder.Redirect.INHERIT : output);
    } else {
      builder.redirectErrorStream(true).redirectOutput(output);
    }
    try {
      return new ChildProcess(name, builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be started", e);
    }
  }
}
