package io.switchboard.tenant.nice.api;

import io.switchboard.tenant.http.BadRequestException;
import io.switchboard.tenant.http.TenantRequest;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Timestamps in queries and answers: UTC, with a literal {@code Z}. */
final class Timestamps {
  private Timestamps() {}

  /** Milliseconds and {@code Z}. */
  static String text(Instant time) {
    return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.MILLIS));
  }

  /** A parameter of the query; throws when it is no timestamp with {@code Z}. */
  static Optional<Instant> read(TenantRequest request, String name) {
    return request.queryParameter(name).map(text -> read(name, text));
  }

  /** A text; throws when it is no timestamp with {@code Z}. */
  static Instant read(String name, @Nullable String text) {
    try {
      if (text != null && text.endsWith("Z")) {
        return Instant.parse(text);
      }
    } catch (DateTimeParseException _) {
      // refused below
    }
    throw new BadRequestException(name + " must be a UTC timestamp with a Z at its end");
  }
}
