package io.switchboard.cxone;

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

/** JSON as CXone sends it, read without trust. */
final class Bodies {
  static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxStringLength(CappedBody.LARGEST)
                          .build())
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final int LONGEST_EXCERPT = 300;

  private Bodies() {}

  /** The body as JSON; missing when it is none, or none whole. */
  static JsonNode json(Wire.Exchange.Received received) {
    if (received.cut() || received.body().length == 0) {
      return MissingNode.getInstance();
    }
    return json(received.body());
  }

  /** Missing when it is no JSON. */
  static JsonNode json(byte[] bytes) {
    try {
      var node = JSON.readTree(bytes);
      return node == null ? MissingNode.getInstance() : node;
    } catch (IOException _) {
      return MissingNode.getInstance(); // not JSON: an answer here, not a failure
    }
  }

  /** The beginning of the body on one line. */
  static String excerpt(Wire.Exchange.Received received) {
    var bytes = received.body();
    var text =
        new String(bytes, 0, Math.min(bytes.length, LONGEST_EXCERPT), StandardCharsets.UTF_8);
    return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
  }

  static byte[] write(JsonNode body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (IOException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }
}
