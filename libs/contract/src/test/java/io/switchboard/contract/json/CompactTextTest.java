package io.switchboard.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CompactTextTest {
  private static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("0123456789abcdef".repeat(2), 17),
        Arguments.of("0123456789abcdef".repeat(4), 33),
        Arguments.of("0123456789abcdef".repeat(4) + "ab", 67),
        Arguments.of("ab", 2),
        Arguments.of("abc", 4),
        Arguments.of("AB", 3),
        Arguments.of("", 1),
        Arguments.of("été", 6),
        Arguments.of("x".repeat(222), 223),
        Arguments.of("x".repeat(223), 228),
        Arguments.of("é".repeat(100_000), 200_005));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void shouldComeBackAsItWent(String text, int size) throws IOException {
    var bytes = new ByteArrayOutputStream();

    CompactText.write(new DataOutputStream(bytes), text);

    assertThat(bytes.size()).isEqualTo(size);
    assertThat(CompactText.read(read(bytes))).isEqualTo(text);
  }

  @Test
  void shouldKeepSeveralInTheirOrder() throws IOException {
    var bytes = new ByteArrayOutputStream();

    CompactText.writeAll(new DataOutputStream(bytes), List.of("ab", "", "xyz"));

    assertThat(CompactText.readAll(read(bytes))).containsExactly("ab", "", "xyz");
  }

  private static DataInputStream read(ByteArrayOutputStream bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
  }
}
