package io.switchboard.cli;

import static java.util.Map.entry;

import io.switchboard.cli.count.CountCommand;
import io.switchboard.cli.dispositions.DispositionsCommand;
import io.switchboard.cli.dlq.DlqCommand;
import io.switchboard.cli.dnc.DncCommand;
import io.switchboard.cli.doctor.DoctorCommand;
import io.switchboard.cli.help.CompletionCommand;
import io.switchboard.cli.help.HelpCommand;
import io.switchboard.cli.help.HelpLayout;
import io.switchboard.cli.help.UsageErrors;
import io.switchboard.cli.help.Version;
import io.switchboard.cli.ivr.IvrCommand;
import io.switchboard.cli.profiles.ProfilesCommand;
import io.switchboard.cli.replay.ReplayCommand;
import io.switchboard.cli.run.RunCommand;
import io.switchboard.cli.send.SendCommand;
import io.switchboard.cli.settings.SettingsCommand;
import io.switchboard.cli.status.StatusCommand;
import io.switchboard.cli.tail.TailCommand;
import io.switchboard.cli.topics.TopicsCommand;
import io.switchboard.cli.trace.TraceCommand;
import io.switchboard.cli.up.UpCommand;
import io.switchboard.cli.whatif.WhatIfCommand;
import io.switchboard.replay.reading.TimeAgo;
import java.io.PrintWriter;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The root of the command line.
 *
 * <p>Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done and the result is a difference. Data goes
 * to stdout, everything else to stderr; a failure is one line without a stack trace unless {@code
 * --verbose}.
 */
@Command(
    name = "switchboard",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "An event-driven pipeline on Apache Kafka for NICE CXone contact centres.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example:",
      "  switchboard up              everything, embedded, on this machine",
      "  switchboard help COMMAND    what a command does, with an example",
      "",
      "The launcher ./switchboard has more:",
      "  bench     measures the services against the limit of this machine",
      "  test      runs the test suite; --long: the long proofs too",
      "  dist      makes an archive that runs on a machine with a JDK alone",
      "  images    builds a container image of each service",
      "  format    formats the Java sources"
    })
public final class SwitchboardCommand implements Callable<Integer> {
  private static final Set<String> ROOT_OPTIONS = Set.of("-h", "--help", "-V", "--version");

  /** All others report failures in a line of their own, and print no log. */
  private static final Set<String> LOGGING = Set.of("up", "run");

  private static final Set<String> NEED_ALL = Set.of("completion", "help");

  /** One line each, sorted; the names are those of their annotations. */
  static final SortedMap<String, Class<?>> COMMANDS =
      new TreeMap<>(
          Map.ofEntries(
              entry("completion", CompletionCommand.class),
              entry("count", CountCommand.class),
              entry("dispositions", DispositionsCommand.class),
              entry("dlq", DlqCommand.class),
              entry("dnc", DncCommand.class),
              entry("doctor", DoctorCommand.class),
              entry("help", HelpCommand.class),
              entry("ivr", IvrCommand.class),
              entry("profiles", ProfilesCommand.class),
              entry("replay", ReplayCommand.class),
              entry("run", RunCommand.class),
              entry("send", SendCommand.class),
              entry("settings", SettingsCommand.class),
              entry("status", StatusCommand.class),
              entry("tail", TailCommand.class),
              entry("topics", TopicsCommand.class),
              entry("trace", TraceCommand.class),
              entry("up", UpCommand.class),
              entry("what-if", WhatIfCommand.class)));

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print stack traces of failures and the logs of the clients.")
  @SuppressWarnings("UnusedVariable") // picocli; ExecutionErrors reads the option itself
  private boolean verbose;

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    if (args.length > 0 && !LOGGING.contains(args[0]) && !List.of(args).contains("--verbose")) {
      System.setProperty("switchboard.log.threshold", "OFF"); // before the first logger is made
    }
    System.exit(run(args));
  }

  /** Runs one command; returns the exit code, 1 also when its output is not complete. */
  public static int run(String... args) {
    var output = new StandardOutput();
    var line = commandLineFor(args).setOut(output.writer());
    var exitCode = line.execute(args);
    var why = output.incomplete();
    if (why.isEmpty()) {
      return exitCode;
    }
    new Console(line.getCommandSpec())
        .info("switchboard: the output could not be written completely: " + why.get());
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** The whole command line, ready to execute; tests set its writers. */
  public static CommandLine commandLine() {
    var line = new CommandLine(new SwitchboardCommand());
    COMMANDS.forEach(line::addSubcommand);
    return configured(line);
  }

  /**
   * The command line with no more commands than these arguments need: inspecting the options of all
   * commands takes two thirds of the time of a short command.
   */
  public static CommandLine commandLineFor(String... args) {
    var line = new CommandLine(new SwitchboardCommand());
    var first = args.length == 0 ? "--help" : args[0];
    if (args.length <= 1 && ROOT_OPTIONS.contains(first)) {
      COMMANDS.forEach((name, command) -> line.addSubcommand(name, outline(command)));
    } else if (COMMANDS.containsKey(first) && !NEED_ALL.contains(first)) {
      line.addSubcommand(first, COMMANDS.get(first));
    } else {
      return commandLine();
    }
    return configured(line);
  }

  /** What the list of commands shows of one. */
  private static CommandLine outline(Class<?> command) {
    var outline = CommandSpec.create();
    outline.usageMessage().description(command.getAnnotation(Command.class).description());
    return new CommandLine(outline);
  }

  private static CommandLine configured(CommandLine line) {
    line.setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false) // `send KIND @FILE` reads the file itself
        .registerConverter(ZoneId.class, SwitchboardCommand::zone)
        .registerConverter(URI.class, SwitchboardCommand::address)
        .registerConverter(Duration.class, SwitchboardCommand::duration)
        .registerConverter(Long.class, text -> whole(text, Long::valueOf))
        .registerConverter(Integer.class, text -> whole(text, Integer::valueOf))
        .registerConverter(int.class, text -> whole(text, Integer::valueOf))
        .setExecutionStrategy(SwitchboardCommand::execute)
        .setParameterExceptionHandler((wrong, _) -> UsageErrors.explain(wrong))
        .setExecutionExceptionHandler((failure, failed, _) -> report(failure, failed));
    HelpLayout.apply(line);
    return line;
  }

  /** No number on the command line means something below zero. */
  private static <T extends Number> T whole(String text, Function<String, T> parse) {
    try {
      var number = parse.apply(text);
      if (number.longValue() >= 0) {
        return number;
      }
    } catch (NumberFormatException _) {
      // the same sentence
    }
    throw new CommandLine.TypeConversionException("'" + text + "' is no whole number like 10");
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException _) {
      throw new CommandLine.TypeConversionException("'" + text + "' is no zone like Europe/Berlin");
    }
  }

  private static URI address(String text) {
    try {
      var address = URI.create(text);
      if (Set.of("http", "https").contains(String.valueOf(address.getScheme()))
          && address.getHost() != null) {
        return address;
      }
    } catch (IllegalArgumentException _) {
      // the same sentence
    }
    throw new CommandLine.TypeConversionException(
        "'" + text + "' is no address like http://127.0.0.1:8080");
  }

  /** {@code 90s}, {@code 15m}, {@code 1h}, {@code 7d}, or ISO 8601 like {@code PT1H}. */
  private static Duration duration(String text) {
    try {
      return TimeAgo.matches(text) ? TimeAgo.parse(text) : Duration.parse(text);
    } catch (DateTimeParseException _) {
      throw new CommandLine.TypeConversionException("'" + text + "' is no duration like 15m or 1h");
    }
  }

  /** Only called without a subcommand. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return CommandLine.ExitCode.USAGE;
  }

  private static int execute(CommandLine.ParseResult parsed) {
    if (isVerbose(parsed)) {
      System.setProperty("switchboard.verbose", "true");
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static boolean isVerbose(CommandLine.ParseResult parsed) {
    return parsed.asCommandLineList().stream()
        .map(line -> line.getParseResult().matchedOptionValue("--verbose", false))
        .anyMatch(Boolean.TRUE::equals);
  }

  private static int report(Exception failure, CommandLine line) {
    PrintWriter err = line.getErr();
    if (Boolean.getBoolean("switchboard.verbose")) {
      failure.printStackTrace(err);
    } else {
      new Console(line.getCommandSpec())
          .info(line.getCommandSpec().qualifiedName() + ": " + sentence(failure));
    }
    err.flush();
    return failure instanceof CommandFailure expected
        ? expected.exitCode()
        : CommandLine.ExitCode.SOFTWARE;
  }

  private static String sentence(Exception failure) {
    var message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName() + " (--verbose prints the stack trace)"
        : message;
  }
}
