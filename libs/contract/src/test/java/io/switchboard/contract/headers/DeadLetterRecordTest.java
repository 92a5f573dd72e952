package io.switchboard.contract.headers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.headers.DeadLetterHeaders.DeadLetter;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeadLetterRecordTest {
  private static final DeadLetter LETTER =
      new DeadLetter(
          "cxone.call-results", 2, 7, "UnusableCallResult", "no", "classify", "s", Instant.EPOCH);

  @Test
  void shouldKeepARecordByteForByte() {
    var key = new byte[] {1, 2};
    var value = new byte[DeadLetterRecord.MAX_BYTES - 2_000];

    var letter = DeadLetterRecord.of("dlq", key, value, headers(10), LETTER);

    assertThat(letter.key()).isEqualTo(key);
    assertThat(letter.value()).isEqualTo(value);
    assertThat(letter.headers().lastHeader("foreign").value()).hasSize(10);
    assertThat(letter.headers().lastHeader(DeadLetterHeaders.OMITTED)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "3000000,       5,       5, value 3000000 B",
    "      5, 3000000,       5, key 3000000 B",
    "      5,       5, 3000000, headers 3000017 B",
    "2097152,       5,       5, value 2097152 B",
    "3000000, 2500000,       5, 'value 3000000 B, key 2500000 B'",
    "3000000, 2500000, 2200000, 'value 3000000 B, key 2500000 B, headers 2200017 B'",
  })
  void shouldOmitTheLargestPartsOfARecordThatIsTooLarge(
      int value, int key, int header, String omitted) {
    var letter = letter(bytes(key), bytes(value), headers(header));

    assertThat(EventHeaders.text(letter.headers(), DeadLetterHeaders.OMITTED)).contains(omitted);
    assertThat(RecordSize.upperBound(letter.key(), letter.value(), letter.headers()))
        .isLessThanOrEqualTo(DeadLetterRecord.MAX_BYTES);
    assertThat(EventHeaders.text(letter.headers(), DeadLetterHeaders.OFFSET)).contains("7");
    assertThat(letter.value() == null).isEqualTo(omitted.contains("value"));
    assertThat(letter.key() == null).isEqualTo(omitted.contains("key"));
  }

  @Test
  void shouldKeepARecordWithoutKeyAndValue() {
    var letter = letter(null, null, new RecordHeaders());

    assertThat(letter.key()).isNull();
    assertThat(letter.value()).isNull();
    assertThat(letter.headers().lastHeader(DeadLetterHeaders.OMITTED)).isNull();
  }

  private static ProducerRecord<byte[], byte[]> letter(
      byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    return DeadLetterRecord.of("dlq", key, value, headers, LETTER);
  }

  private static byte[] bytes(int length) {
    return "x".repeat(length).getBytes(UTF_8);
  }

  private static Headers headers(int length) {
    return new RecordHeaders().add("foreign", bytes(length));
  }
}
