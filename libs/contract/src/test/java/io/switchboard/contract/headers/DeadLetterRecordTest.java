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
  private static final DeadLetter DEAD_LETTER =
      new DeadLetter(
          "cxone.call-results", 2, 7, "UnusableCallResult", "no", "classify", "s", Instant.EPOCH);

  @Test
  void shouldKeepARecordByteForByte() {
    var key = new byte[] {1, 2};
    var value = new byte[DeadLetterRecord.MAX_BYTES - 2_000];

    var deadLetter = DeadLetterRecord.of("dlq", key, value, headers(10), DEAD_LETTER);

    assertThat(deadLetter.key()).isEqualTo(key);
    assertThat(deadLetter.value()).isEqualTo(value);
    assertThat(deadLetter.headers().lastHeader("foreign").value()).hasSize(10);
    assertThat(deadLetter.headers().lastHeader(DeadLetterHeaders.OMITTED)).isNull();
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
    var deadLetter = deadLetter(bytes(key), bytes(value), headers(header));

    assertThat(EventHeaders.text(deadLetter.headers(), DeadLetterHeaders.OMITTED))
        .contains(omitted);
    assertThat(RecordSize.upperBound(deadLetter.key(), deadLetter.value(), deadLetter.headers()))
        .isLessThanOrEqualTo(DeadLetterRecord.MAX_BYTES);
    assertThat(EventHeaders.text(deadLetter.headers(), DeadLetterHeaders.OFFSET)).contains("7");
    assertThat(deadLetter.value() == null).isEqualTo(omitted.contains("value"));
    assertThat(deadLetter.key() == null).isEqualTo(omitted.contains("key"));
  }

  @Test
  void shouldKeepARecordWithoutKeyAndValue() {
    var deadLetter = deadLetter(null, null, new RecordHeaders());

    assertThat(deadLetter.key()).isNull();
    assertThat(deadLetter.value()).isNull();
    assertThat(deadLetter.headers().lastHeader(DeadLetterHeaders.OMITTED)).isNull();
  }

  private static ProducerRecord<byte[], byte[]> deadLetter(
      byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    return DeadLetterRecord.of("dlq", key, value, headers, DEAD_LETTER);
  }

  private static byte[] bytes(int length) {
    return "x".repeat(length).getBytes(UTF_8);
  }

  private static Headers headers(int length) {
    return new RecordHeaders().add("foreign", bytes(length));
  }
}
