package io.switchboard.cli.dnc;

import io.switchboard.contract.time.Times;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times on the command line, read leniently. */
public final class TimeConverter implements ITypeConverter<Instant> {
  @Override
  public Instant convert(String text) {
    return Times.parse(text)
        .orElseThrow(() -> new TypeConversionException("not a time like 2026-11-20T10:00:00Z"));
  }
}
