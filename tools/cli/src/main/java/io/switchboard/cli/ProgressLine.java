package io.switchboard.cli;

import io.switchboard.replay.reading.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Progress of a long operation on stderr: a bar on a terminal, otherwise a line every few seconds;
 * nothing when the operation ends within half a second.
 */
public final class ProgressLine implements Progress, AutoCloseable {
  private static final Duration FIRST_OUTPUT_DELAY = Duration.ofMillis(500);
  private static final Duration LINE_INTERVAL = Duration.ofSeconds(5);

  /** Start of the line, and nothing on it. */
  private static final String CLEAR_LINE = "\r\033[2K";

  private final String what;
  private final PrintWriter err;
  private final boolean terminal;
  private final long beganAt = System.nanoTime();
  private long lineAt = beganAt;
  private @Nullable ProgressBar bar;

  /**
   * Starts the display.
   *
   * @param what for example {@code reading}
   */
  public ProgressLine(String what, PrintWriter err) {
    this.what = what;
    this.err = err;
    this.terminal = isTerminal();
  }

  /**
   * Standard error may be a terminal while standard output is not; the progress is on standard
   * error.
   */
  private static boolean isTerminal() {
    try {
      var target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException _) {
      return System.console() != null && System.console().isTerminal(); // not Linux
    }
  }

  @Override
  public void at(long done, long total) {
    var now = System.nanoTime();
    if (now - beganAt < FIRST_OUTPUT_DELAY.toNanos()) {
      return;
    }
    if (terminal) {
      bar(total).stepTo(done);
    } else if (now - lineAt > LINE_INTERVAL.toNanos()) {
      lineAt = now;
      err.printf("%s: %,d of %,d%n", what, done, total);
      err.flush();
    }
  }

  private ProgressBar bar(long total) {
    var shown = bar;
    if (shown == null) {
      shown =
          new ProgressBarBuilder()
              .setTaskName(what)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .setConsumer(new OneLine())
              .clearDisplayOnFinish()
              .build();
      bar = shown;
    }
    return shown;
  }

  @Override
  public void close() {
    var shown = bar;
    bar = null; // a second close would clear the line of the result
    if (shown != null) {
      shown.close();
      System.err.print(CLEAR_LINE); // the library leaves its bar on a narrow terminal
      System.err.flush();
    }
  }

  /** Stays on its line; the library's begins a new one at the end, which is left empty. */
  private static final class OneLine extends ConsoleProgressBarConsumer {
    OneLine() {
      super(System.err);
    }

    @Override
    public void close() {
      System.err.flush();
    }
  }
}
