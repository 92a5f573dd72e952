package io.switchboard.cli.output;

import java.io.PrintWriter;

/**
 * A result that is printed as it comes: a line for each of its parts, or one JSON array of them. An
 * array that is not ended is no JSON, so that a part of a result cannot be taken for the whole.
 */
public final class ResultLines {
  private final boolean array;
  private final PrintWriter out;
  private boolean begun;

  /**
   * Prints nothing yet.
   *
   * @param array whether the lines are JSON and become the elements of one array
   */
  public ResultLines(boolean array, PrintWriter out) {
    this.array = array;
    this.out = out;
  }

  /** Prints a part. */
  public void add(String line) {
    if (array) {
      out.println(begun ? "," : "[");
      out.print(line);
    } else {
      out.println(line);
    }
    begun = true;
  }

  /** What has been added is printed. */
  public void flush() {
    out.flush();
  }

  /** Whether the reader has gone, or the disk is full; flushes. */
  public boolean isBroken() {
    return out.checkError();
  }

  /** The result is complete. */
  public void end() {
    if (array) {
      out.println(begun ? System.lineSeparator() + "]" : "[ ]");
    }
    out.flush();
  }
}
