package io.switchboard.contract.headers;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Headers;

/**
 * The header of a record on {@code ivr.decisions} that states which records of {@code cxone.dtmf}
 * its session includes: all records of the call before this offset.
 */
public final class NextOffset {
  /** The name; the value is a decimal number. */
  public static final String HEADER = "nextoffset";

  private NextOffset() {}

  /** Adds the header. */
  public static void write(Headers headers, long offset) {
    headers.add(HEADER, Long.toString(offset).getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads the header; empty when there is none or it is not a number. */
  public static OptionalLong read(Headers headers) {
    var header = headers.lastHeader(HEADER);
    if (header == null || header.value() == null) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(new String(header.value(), StandardCharsets.US_ASCII)));
    } catch (NumberFormatException _) {
      return OptionalLong.empty();
    }
  }
}
