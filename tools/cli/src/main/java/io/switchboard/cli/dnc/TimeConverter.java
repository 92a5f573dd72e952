package io.switchboard.cli.dnc;

import io.switchboard.replay.reading.WindowBound;
import java.time.Instant;
import java.time.ZoneId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times on the command line, in the forms of {@code --from}; local without an offset. */
public final class TimeConverter implements ITypeConverter<Instant> {
  @Override
  public Instant convert(String text) {
    return WindowBound.time(text.strip(), Instant.now(), ZoneId.systemDefault())
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "not a time like 2026-11-20T10:00:00Z, 2026-11-20T11:00 (local) or 1h"));
  }
}
