package io.switchboard.cli.doctor;

import io.switchboard.cli.doctor.rules.Verdict;
import io.switchboard.cli.output.OutputFormat;
import io.switchboard.cli.output.ResultTable;
import java.io.PrintWriter;

/** Prints the results: the table line by line as they come, the other formats at the end. */
final class DoctorReport {
  private static final String LINE = "%-4s %-42s %-8s %s%n";

  private final OutputFormat format;
  private final PrintWriter out;
  private final ResultTable rows = new ResultTable("number", "check", "result", "found", "remedy");

  DoctorReport(OutputFormat format, PrintWriter out) {
    this.format = format;
    this.out = out;
    if (format == OutputFormat.TABLE) {
      out.printf(LINE, "NO", "CHECK", "RESULT", "FOUND, AND WHAT TO DO");
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
      out.printf(LINE, check.number(), check.title(), result, found);
      if (!remedy.isEmpty()) {
        out.printf(LINE, "", "", "", "-> " + remedy);
      }
      out.flush();
    }
  }

  /** Prints what is left. */
  void end(boolean well) {
    if (format == OutputFormat.TABLE) {
      out.println(well ? "all well" : "something is wrong: begin with the first FAILED");
      out.flush();
    } else {
      rows.print(format, "", out);
    }
  }
}
