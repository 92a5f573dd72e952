package io.switchboard.cli;

import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.WindowBound;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --from}, {@code --to} and {@code --zone}, as a picocli mixin. */
public final class WindowOptions {
  @Option(
      names = "--from",
      paramLabel = "WHEN",
      description = "Start: " + WindowBound.FORMS + ". `trace` takes no offset.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "WHEN",
      description = "End (exclusive), in the same forms; default: now.")
  private @Nullable String to;

  @Mixin private final ZoneOptions zone = new ZoneOptions();

  /** The zone of times without an offset. */
  public ZoneId zone() {
    return zone.zone();
  }

  /** Whether {@code --from} is given. */
  public boolean hasBeginning() {
    return from != null;
  }

  /** Whether {@code --to} is given. */
  public boolean hasEnd() {
    return to != null;
  }

  /** The window with its zone, for a person; empty without options. */
  public Optional<String> text(Instant now) {
    if (from == null && to == null) {
      return Optional.empty();
    }
    var window = window(now);
    return window.from() instanceof WindowBound.End && window.to() instanceof WindowBound.End
        ? Optional.of("from now on")
        : Optional.of("from " + text(window.from()) + " to " + text(window.to()));
  }

  /** A time in the zone with milliseconds and its offset, in lines and columns of times. */
  public String precise(Instant time) {
    return zone.precise(time);
  }

  /** A time in the zone, with the zone's name. */
  public String inZone(Instant time) {
    return zone.text(time);
  }

  private String text(WindowBound bound) {
    return switch (bound) {
      case WindowBound.Beginning _ -> "the beginning";
      case WindowBound.End _ -> "now";
      case WindowBound.Offset(var offset) -> "offset " + offset;
      case WindowBound.At(var time) -> zone.text(time);
    };
  }

  /** The window; without options from the beginning to the end. */
  public LogWindow window(Instant now) {
    try {
      var window =
          new LogWindow(
              from == null
                  ? new WindowBound.Beginning()
                  : WindowBound.parse(from, now, zone.zone()),
              to == null ? new WindowBound.End() : WindowBound.parseEnd(to, now, zone.zone()));
      if (endsBeforeItBegins(window)) {
        throw new CommandFailure(
            "--to is not after --from: the window from %s to %s is empty"
                .formatted(text(window.from()), text(window.to())),
            2);
      }
      return window;
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), 2);
    }
  }

  /**
   * Refuses what selects no record that is there already.
   *
   * @throws CommandFailure when the window begins now
   */
  public void refuseFromNow(Instant now) {
    if (window(now).from() instanceof WindowBound.End) {
      throw new CommandFailure("--from is now: the window is empty", 2);
    }
  }

  /**
   * Refuses offsets, where records of several topics are read around a time.
   *
   * @throws CommandFailure when a bound is one
   */
  public void refuseOffsets(Instant now) {
    var window = window(now);
    if (window.from() instanceof WindowBound.Offset || window.to() instanceof WindowBound.Offset) {
      throw new CommandFailure("--from and --to take a time here, and no offset", 2);
    }
  }

  private static boolean endsBeforeItBegins(LogWindow window) {
    return switch (window.from()) {
      case WindowBound.At(var begin) ->
          window.to() instanceof WindowBound.At(var end) && !begin.isBefore(end);
      case WindowBound.Offset(var begin) ->
          window.to() instanceof WindowBound.Offset(var end) && begin >= end;
      case WindowBound.Beginning _ -> false;
      case WindowBound.End _ -> false;
    };
  }
}
