package io.switchboard.cli.dnc;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.ZoneOptions;
import io.switchboard.replay.reading.WindowBound;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --at} in the forms of {@code --from}, and {@code --zone}; a picocli mixin. */
public final class TimeOption {
  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "When the consent was given or revoked (in a list: for lines without a timestamp):"
              + " 2026-11-26T17:00 (in the zone), 2026-11-26T17:00:00Z, yesterday or 1h (ago)."
              + " Default: now.")
  private @Nullable String at;

  @Mixin private final ZoneOptions zone = new ZoneOptions();

  /** The time, if it is given. */
  public Optional<Instant> time(Instant now) {
    if (at == null) {
      return Optional.empty();
    }
    var time = WindowBound.time(at.strip(), now, zone.zone());
    if (time.isEmpty()) {
      throw new CommandFailure(
          "--at: '"
              + at
              + "' is not a time like 2026-11-20T10:00:00Z, 2026-11-20T11:00 (in the zone) or 1h",
          2);
    }
    if (!WindowBound.isClear(at.strip(), zone.zone())) {
      throw new CommandFailure(
          "--at: the clocks of %s are changed then: '%s' does not exist or exists twice; write it with its offset, like %s"
              .formatted(zone.zone(), at, zone.precise(time.get())),
          2);
    }
    return time;
  }

  /** A time in the zone, with its name. */
  String text(Instant time) {
    return zone.text(time);
  }
}
