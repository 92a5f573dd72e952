package io.switchboard.cli.doctor;

import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.output.OutputFormat;
import io.switchboard.cli.output.ResultTable;
import io.switchboard.cli.output.WordWrap;
import java.io.PrintWriter;
import java.time.ZoneOffset;

/** Prints the results: the table line by line as they come, the other formats at the end. */
final class DoctorReport {
  private static final String LINE = "%-5s%-43s%-9s%s";

  /** The column of what was found. */
  private static final int FOUND = 57;

  /** From this width on, what was found has room beside its check. */
  private static final int WIDE = 100;

  private static final String BELOW = "     ";

  private final OutputFormat format;
  private final int width;
  private final PrintWriter out;
  private final ResultTable rows = new ResultTable("number", "check", "result", "found", "remedy");

  /**
   * An empty report.
   *
   * @param width of the terminal, in characters
   */
  DoctorReport(OutputFormat format, int width, PrintWriter out) {
    this.format = format;
    this.width = width;
    this.out = out;
    if (format == OutputFormat.TABLE) {
      print(String.format(LINE, "NO", "CHECK", "RESULT", "FOUND, AND WHAT TO DO"));
    }
  }

  void add(Check check, Verdict verdict) {
    switch (verdict) {
      case Verdict.Passed(var found) -> add(check, "ok", found, "");
      case Verdict.Warned(var found, var remedy) -> add(check, "warning", found, remedy);
      case Verdict.Failed(var found, var remedy) -> add(check, "FAILED", found, remedy);
      case Verdict.Skipped(var why) -> add(check, "skipped", why, "");
    }
  }

  private void add(Check check, String result, String found, String remedy) {
    rows.add(check.number(), check.title(), result, found, remedy);
    if (format == OutputFormat.TABLE) {
      print(String.format(LINE, check.number(), check.title(), result, found));
      if (!remedy.isEmpty()) {
        print(String.format(LINE, "", "", "", "-> " + remedy));
      }
    }
  }

  /** On a narrow terminal, what was found is below its check. */
  private void print(String line) {
    if (line.length() > width && width < WIDE) {
      var check = line.substring(0, FOUND).stripTrailing();
      if (!check.isEmpty()) {
        out.println(check);
      }
      WordWrap.lines(BELOW + line.substring(FOUND), width, BELOW).forEach(out::println);
    } else {
      WordWrap.lines(line, width, " ".repeat(FOUND)).forEach(out::println);
    }
    out.flush();
  }

  /** Prints what is left. */
  void end(boolean well) {
    if (format == OutputFormat.TABLE) {
      out.println(well ? "all well" : "something is wrong: begin with the first FAILED");
      out.flush();
    } else {
      rows.print(format, "", ZoneOffset.UTC, out);
    }
  }
}
