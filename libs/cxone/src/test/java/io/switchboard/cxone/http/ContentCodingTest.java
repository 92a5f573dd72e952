package io.switchboard.cxone.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCodingTest {
  private static final byte[] JSON = "{\"errors\":[\"no\"]}".getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP ", "x-gzip", "deflate"})
  void shouldUndoTheCodingsOfGateways(String coding) throws IOException {
    var decoded = ContentCoding.decoded(content(coded(JSON, coding)), coding);

    assertThat(decoded.bytes()).isEqualTo(JSON);
    assertThat(decoded.cut()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "identity", "utf-8", "none"})
  void shouldLeaveABodyWithoutACodingAlone(String coding) {
    var decoded = ContentCoding.decoded(content(JSON), coding);

    assertThat(decoded.bytes()).isEqualTo(JSON);
    assertThat(decoded.cut()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
  void shouldSayThatItCannotReadTheWhole(String coding) {
    assertThat(ContentCoding.decoded(content(JSON), coding).cut()).isTrue();
  }

  @Test
  void shouldReadNoMoreOfABombThanOfAnyBody() throws IOException {
    var bomb = coded(new byte[20 << 20], "gzip");

    var decoded = ContentCoding.decoded(content(bomb), "gzip");

    assertThat(decoded.bytes()).hasSize(1 << 20);
    assertThat(decoded.cut()).isTrue();
  }

  @Test
  void shouldReadAnEmptyBodyWhateverItsCoding() {
    assertThat(ContentCoding.decoded(content(new byte[0]), "gzip").cut()).isFalse();
  }

  private static CappedBody.Content content(byte[] bytes) {
    return new CappedBody.Content(bytes, false);
  }

  private static byte[] coded(byte[] plain, String coding) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        coding.equals("deflate") ? new DeflaterOutputStream(bytes) : new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }
}
