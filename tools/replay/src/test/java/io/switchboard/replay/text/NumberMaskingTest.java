package io.switchboard.replay.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.json.Json;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumberMaskingTest {
  private static final String TEXT =
      """
      {"phoneNumber":"(415) 555-2671","e164":"+14155552671","at":"2026-11-20T10:00:05.000Z",\
      "digits":14155552671,"eventId":"bb5fc823164b56ffb5e1234567896a48"}""";

  @Test
  void shouldMaskNumbersAndLeaveTimesAndIdsAlone() {
    assertThat(NumberMasking.MASKED.in(TEXT))
        .isEqualTo(
            """
            {"phoneNumber":"***71","e164":"***71","at":"2026-11-20T10:00:05.000Z",\
            "digits":***71,"eventId":"bb5fc823164b56ffb5e1234567896a48"}""");
  }

  @Test
  void shouldStayJsonWhenARecordIsMasked() {
    assertThat(RecordJson.line(record("+14155552671", TEXT), NumberMasking.MASKED))
        .isEqualTo(
            """
            {"topic":"t","partition":1,"offset":7,"timestamp":"1970-01-01T00:00:00.000Z",\
            "key":"***71","headers":{},"value":\
            {"phoneNumber":"***71","e164":"***71","at":"2026-11-20T10:00:05.000Z",\
            "digits":"***71","eventId":"bb5fc823164b56ffb5e1234567896a48"}}""");
  }

  @Test
  void shouldMaskAValueOfAnyLength() {
    var inJson = "{\"note\":\"" + "5".repeat(50_000) + "\"}";
    var asText = "5".repeat(500_000);

    assertThat(RecordJson.line(record("k", inJson), NumberMasking.MASKED))
        .contains("\"note\":\"***55\"");
    assertThat(RecordJson.oneLine(asText.getBytes(UTF_8), NumberMasking.MASKED)).isEqualTo("***55");
  }

  @Test
  void shouldKeepARevealedValueAsItWas() {
    assertThat(RecordJson.line(record("k", TEXT), NumberMasking.REVEALED)).contains(TEXT);
  }

  @Test
  void shouldShowAValueOfSeveralLinesInOne() {
    assertThat(RecordJson.oneLine("{\n  \"a\": 1\n}".getBytes(UTF_8), NumberMasking.MASKED))
        .isEqualTo("{\"a\":1}");
    assertThat(RecordJson.oneLine("a\nb\u001b[31m".getBytes(UTF_8), NumberMasking.MASKED))
        .isEqualTo("a\\nb\\u001B[31m");
    assertThat(RecordJson.oneLine(null, NumberMasking.MASKED)).isEqualTo("null");
  }

  @Test
  void shouldKeepJsonThatATerminalWouldObeyJson() throws Exception {
    var sent = "{\"a\":\"\u202E\u007F\u009B2J\"}";

    var line = RecordJson.oneLine(sent.getBytes(UTF_8), NumberMasking.MASKED);

    assertThat(line).isEqualTo("{\"a\":\"\\u202E\\u007F\\u009B2J\"}");
    assertThat(Json.mapper().readTree(line)).isEqualTo(Json.mapper().readTree(sent));
  }

  private static ConsumerRecord<byte[], byte[]> record(String key, String value) {
    return new ConsumerRecord<>("t", 1, 7, key.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"dtmf\":\"0815\",\"x\":\"1\"}|{\"dtmf\":\"***\",\"x\":\"1\"}",
        "{\"digit\" : 7}|{\"digit\" : ***}",
        "{\"dtmf\":\"\"}|{\"dtmf\":\"\"}",
        "cut {\\\"dtmf\\\":\\\"0815|cut {\\\"dtmf\\\":\\\"***",
      })
  void shouldMaskPressedDigitsInText(String text, String shown) {
    assertThat(NumberMasking.MASKED.in(text)).isEqualTo(shown);
  }

  @Test
  void shouldShowThatNothingWasPressed() {
    assertThat(NumberMasking.MASKED.pressed("")).isEmpty();
  }
}
