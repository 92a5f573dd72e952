package io.switchboard.cxone.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads and writes JSON bodies; input is untrusted. */
public final class JsonBodies {
  /** Refuses trailing tokens and more than 64 levels of nesting. */
  public static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxStringLength(CappedBody.MAX_BYTES)
                          .build())
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final int MAX_EXCERPT_BYTES = 300;

  private JsonBodies() {}

  /** The body as JSON; a missing node when it is not JSON or was cut off. */
  public static JsonNode json(HttpTransport.Exchange.Received received) {
    if (received.cut() || received.body().length == 0) {
      return MissingNode.getInstance();
    }
    return json(received.body());
  }

  /** A missing node when the bytes are not JSON. */
  public static JsonNode json(byte[] bytes) {
    try {
      var node = JSON.readTree(bytes);
      return node == null ? MissingNode.getInstance() : node;
    } catch (IOException _) {
      return MissingNode.getInstance(); // not JSON is a regular result
    }
  }

  /** The first 300 bytes of the body on one line, without a byte order mark. */
  public static String excerpt(HttpTransport.Exchange.Received received) {
    var bytes = received.body();
    var text =
        new String(bytes, 0, Math.min(bytes.length, MAX_EXCERPT_BYTES), StandardCharsets.UTF_8);
    return text.replaceAll("[\\p{Cntrl}\\s\uFEFF]+", " ").strip();
  }

  /** The tree as UTF-8. */
  public static byte[] write(JsonNode body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (IOException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }
}
