package io.switchboard.cli;

import io.switchboard.cli.output.InterruptNotice;
import io.switchboard.cli.output.WordWrap;
import io.switchboard.replay.text.VisibleText;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The output of a command for people: information on stderr, results on stdout. On a terminal,
 * lines are broken between words; what programs read is printed to the writers of picocli instead.
 * Line breaks are ours: texts of senders go through {@link VisibleText} before.
 */
public record Console(CommandSpec spec) {

  /** Prints lines of information to stderr. */
  public void info(List<String> lines) {
    print(lines, spec.commandLine().getErr());
  }

  /** Prints a line of information to stderr. */
  public void info(String line) {
    info(List.of(line));
  }

  /** Prints lines of the result to stdout. */
  public void print(List<String> lines) {
    print(lines, spec.commandLine().getOut());
  }

  /** Prints a line of the result to stdout. */
  public void print(String line) {
    print(List.of(line));
  }

  private void print(List<String> lines, PrintWriter writer) {
    var width = width();
    lines.stream()
        .flatMap(text -> Arrays.stream(text.split("\\R", -1)))
        .map(VisibleText::of)
        .flatMap(line -> WordWrap.lines(line, width).stream())
        .forEach(writer::println);
    writer.flush();
  }

  /** Characters in a line; unlimited without a terminal. */
  public int width() {
    return Terminal.isInteractive() ? spec.usageMessage().width() : WordWrap.UNLIMITED;
  }

  /** A last line on stderr when Ctrl-C or SIGTERM ends the command before this is closed. */
  public InterruptNotice whenInterrupted(String line) {
    return new InterruptNotice(line, spec.commandLine().getErr());
  }

  /** A progress display on stderr. */
  public ProgressLine progress(String what) {
    return new ProgressLine(what, spec.commandLine().getErr());
  }
}
