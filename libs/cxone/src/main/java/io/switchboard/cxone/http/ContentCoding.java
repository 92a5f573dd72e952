package io.switchboard.cxone.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * Undoes the Content-Encoding of a response. This client never asks for one, but some gateways
 * compress all the same, and an answer that is not read must never count as success. Pure.
 */
final class ContentCoding {
  private static final Set<String> UNSUPPORTED = Set.of("br", "zstd", "compress", "x-compress");

  private ContentCoding() {}

  /**
   * The body without its coding; cut when that is damaged, unsupported, or the body is longer than
   * 1 MiB. A value that names no coding is ignored.
   *
   * @param coding the header's value, empty for none
   */
  static CappedBody.Content decoded(CappedBody.Content body, String coding) {
    var name = coding.strip().toLowerCase(Locale.ROOT);
    if (body.cut() || body.bytes().length == 0) {
      return body;
    }
    return switch (name) {
      case "gzip", "x-gzip" -> read(body, GZIPInputStream::new);
      case "deflate" -> read(body, InflaterInputStream::new);
      default -> UNSUPPORTED.contains(name) ? new CappedBody.Content(body.bytes(), true) : body;
    };
  }

  /** Opens a coded stream. */
  @FunctionalInterface
  private interface Decoder {
    InputStream open(InputStream coded) throws IOException;
  }

  private static CappedBody.Content read(CappedBody.Content body, Decoder decoder) {
    try (var in = decoder.open(new ByteArrayInputStream(body.bytes()))) {
      var bytes = in.readNBytes(CappedBody.MAX_BYTES);
      return new CappedBody.Content(bytes, in.read() >= 0);
    } catch (IOException _) {
      return new CappedBody.Content(body.bytes(), true); // unreadable is a regular result
    }
  }
}
