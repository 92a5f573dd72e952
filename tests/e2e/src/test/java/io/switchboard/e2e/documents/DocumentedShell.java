package io.switchboard.e2e.documents;

import io.switchboard.cli.SwitchboardCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * Runs a line as a reader would who pastes it: bash reads it, and what it passes to {@code
 * switchboard} is executed in this process, on the deployment of the test.
 */
final class DocumentedShell {
  private static final Pattern FILE = Pattern.compile("[\\w/-]+\\.(yaml|csv|svg|json|play|html)");
  private static final Pattern INTO = Pattern.compile("> *([\\w.-]+)");

  /** What is given to switchboard is noted; a refusal by HTTP fails; psql may be missing. */
  private static final String FUNCTIONS =
      """
      switchboard() { printf '%s\\0' "$@" > arguments; }
      curl() { command curl --fail-with-body "$@"; }
      type -P psql > /dev/null || psql() { :; }
      """;

  private final Path directory;
  private final Path data;
  private final int portBase;

  /** What a line printed and how it ended. */
  record Ran(int exitCode, String output) {}

  DocumentedShell(Path directory, Path data, int portBase) {
    this.directory = directory;
    this.data = data;
    this.portBase = portBase;
  }

  Ran run(DocumentedLine line) throws IOException, InterruptedException {
    var arguments = directory.resolve("arguments");
    Files.deleteIfExists(arguments);
    var ran = bash(here(line.text()));
    return ran.exitCode() == 0 && Files.exists(arguments)
        ? command(line, Files.readString(arguments).split("\0", -1))
        : ran;
  }

  private String here(String text) {
    return text.replace("./switchboard", "switchboard")
        .replace("localhost:8080", "127.0.0.1:" + portBase)
        .replace("localhost:8082", "127.0.0.1:" + (portBase + 2))
        .replace("127.0.0.1:15432", "127.0.0.1:" + (portBase + 30));
  }

  private Ran bash(String text) throws IOException, InterruptedException {
    var output = directory.resolve("output").toFile();
    var process =
        new ProcessBuilder("bash", "-c", FUNCTIONS + text)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return new Ran(-1, "it does not end");
    }
    return new Ran(process.exitValue(), Files.readString(output.toPath(), StandardCharsets.UTF_8));
  }

  private Ran command(DocumentedLine line, String[] given) throws IOException {
    var out = new StringWriter();
    var all = new ArrayList<String>();
    Arrays.stream(given, 0, given.length - 1).map(this::placed).forEach(all::add);
    var root =
        SwitchboardCommand.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(out, true));
    all.addAll(bounds(leaf(root, all), all));
    var exitCode = root.execute(all.toArray(String[]::new));
    var into = INTO.matcher(line.text());
    if (into.find()) {
      Files.writeString(directory.resolve(into.group(1)), out.toString());
    }
    return new Ran(exitCode, out.toString());
  }

  private String placed(String argument) {
    return FILE.matcher(argument).matches() ? directory.resolve(argument).toString() : argument;
  }

  /** This deployment; an end for what follows for ever; an answer to what would ask. */
  private List<String> bounds(CommandLine leaf, List<String> given) {
    var options = leaf.getCommandSpec().optionsMap();
    var more = new ArrayList<String>();
    if (options.containsKey("--data-dir")) {
      more.addAll(List.of("--data-dir", data.toString()));
    }
    if (leaf.getCommandName().equals("tail")
        && !given.contains("--last")
        && !given.contains("--from")) {
      more.addAll(List.of("--last", "1"));
    }
    if (options.containsKey("--yes") && !given.contains("--yes") && !given.contains("--plan")) {
      more.add(leaf.getCommandName().equals("activate") ? "--yes" : "--plan");
    }
    return more;
  }

  private static CommandLine leaf(CommandLine root, List<String> arguments) {
    var line = root;
    for (var argument : arguments) {
      var next = line.getSubcommands().get(argument);
      if (next == null) {
        return line;
      }
      line = next;
    }
    return line;
  }
}
