package io.switchboard.cli;

import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.WindowBound;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --from} and {@code --to}, as a picocli mixin. */
public final class WindowOptions {
  @Option(
      names = "--from",
      paramLabel = "WHEN",
      description = "Start: -15m, 2026-11-20T15:00:00Z, 2026-11-20, an offset, or beginning.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "WHEN",
      description = "End (exclusive), in the same forms; default: now.")
  private @Nullable String to;

  /** Whether {@code --from} is given. */
  public boolean hasBeginning() {
    return from != null;
  }

  /** Whether {@code --to} is given. */
  public boolean hasEnd() {
    return to != null;
  }

  /** The window; without options from the beginning to the end. */
  public LogWindow window(Instant now) {
    try {
      return new LogWindow(
          from == null ? new WindowBound.Beginning() : WindowBound.parse(from, now),
          to == null ? new WindowBound.End() : WindowBound.parse(to, now));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), 2);
    }
  }
}
