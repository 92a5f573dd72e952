package io.switchboard.disposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.headers.EventId;
import io.switchboard.disposition.severity.CallResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallResultReaderTest {
  private static final long RECORDED = Instant.parse("2026-11-20T10:00:09Z").toEpochMilli();

  @Test
  void shouldTakeIdentityAndReceiptFromTheHeaders() {
    var headers = new RecordHeaders();
    headers.add("ce_id", "evt-1".getBytes(StandardCharsets.UTF_8));
    headers.add("receivedat", "2026-11-20T10:00:05.000Z".getBytes(StandardCharsets.UTF_8));
    var result =
        CallResultReader.read(
                bytes(
                    "{\"contactId\":\"c\",\"dispositionCode\":1001,\"callResult\":\"answered\","
                        + "\"timestamp\":\"2026-11-20T11:00:00+01:00\",\"phoneNumber\":\"555\"}"),
                headers,
                RECORDED)
            .result();

    assertThat(result)
        .isEqualTo(
            new CallResult(
                "evt-1",
                "c",
                "1001",
                "answered",
                Instant.parse("2026-11-20T10:00:00Z"),
                TimeSource.EVENT,
                Instant.parse("2026-11-20T10:00:05Z"),
                "555"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "\"+14155552671\" | +14155552671",
        "4155552671.0 | 4155552671",
        "[\"+14155552671\"] | +14155552671",
        "[4155552671,null,[\"1\"],{\"a\":2},\"+14155552672\"] | 4155552671⏎+14155552672",
        "[] | none",
        "{\"number\":\"+14155552671\"} | none",
        "true | none"
      })
  void shouldReadTheNumberAndEachOfAList(String sent, @Nullable String number) {
    var body = "{\"contactId\":\"c\",\"phoneNumber\":" + sent + ",\"dispositionCode\":\"1001\"}";

    var result = CallResultReader.read(bytes(body), new RecordHeaders(), RECORDED).result();

    assertThat(result.phoneNumber()).isEqualTo(number == null ? null : number.replace('⏎', '\n'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"contactId\":\"c\",\"dispositionCode\":\"1001\"}",
        "{\"contactId\":\"c\",\"dispositionCode\":\"1001\",\"timestamp\":\"yesterday\"}",
        "{\"contactId\":\"c\",\"dispositionCode\":\"1001\",\"timestamp\":null}",
        "{\"contactId\":\"c\",\"dispositionCode\":\"1001\",\"timestamp\":\"9999-12-31T00:00:00Z\"}",
        "{\"contactId\":\"c\",\"dispositionCode\":\"1001\",\"timestamp\":202405201010}",
        "{\"contactId\":\"c\",\"dispositionCode\":\"1001\",\"timestamp\":\"1999-12-31T23:59:59Z\"}",
        "{\"contactId\":\"c\",\"dispositionCode\":\"1001\",\"timestamp\":\"2026-11-21T10:00:10Z\"}"
      })
  void shouldFallBackToTheTimeOfReceipt(String body) {
    var result = CallResultReader.read(bytes(body), new RecordHeaders(), RECORDED).result();

    assertThat(result.timeSource()).isEqualTo(TimeSource.RECEIVED);
    assertThat(result.eventTime().toEpochMilli()).isEqualTo(RECORDED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1795168800000.0",
        "1795168800.0",
        "1795168800",
        "1.7951688e12",
        "\"1795168800000.0\"",
        "\"2026-11-20T10:00:00+0000\"",
        "\"2026-11-20T10:00:00,000Z\"",
        "\"2026-11-20T09:59:60Z\""
      })
  void shouldReadTimesAsEveryServiceDoes(String sent) {
    var body = "{\"contactId\":\"c\",\"dispositionCode\":1001,\"timestamp\":" + sent + "}";

    var result = CallResultReader.read(bytes(body), new RecordHeaders(), RECORDED).result();

    assertThat(result.timeSource()).isEqualTo(TimeSource.EVENT);
    assertThat(result.eventTime()).isEqualTo(Instant.parse("2026-11-20T10:00:00Z"));
  }

  /** The identity that ingress would have given, where a record came past it. */
  @Test
  void shouldGiveRecordsWithoutAnIdentityTheOneOfIngress() {
    var timed =
        "{\"contactId\":\"c\",\"dispositionCode\":1001.0,\"timestamp\":\"2026-11-20T10:00:00Z\"}";
    var untimed =
        "{\"contactId\":\"c\",\"dispositionCode\":\"1001\",\"timestamp\":\"soon\",\"phoneNumber\":[1,2]}";

    assertThat(
            CallResultReader.read(bytes(timed), new RecordHeaders(), RECORDED).result().eventId())
        .isEqualTo(EventId.hash("c", "1001", "", "2026-11-20T10:00:00Z"));
    assertThat(
            CallResultReader.read(bytes(untimed), new RecordHeaders(), RECORDED).result().eventId())
        .isEqualTo(EventId.hash("c", "1001", "", "soon", "2026-11-20T10:00:00.000Z", "1\n2"));
  }

  @ParameterizedTest
  @CsvSource({
    "1001,1001",
    "1001.0,1001",
    "'\"1001.0\"',1001",
    "'\" 1001.00 \"',1001",
    "1e3,1000",
    "'\" 1001 \"',1001",
    "'\"\u00A01001\"',1001",
    "'\"\uFF11\uFF10\uFF10\uFF11\"',1001",
    "'\"A-12\"',A-12",
    "'\"0123\"',0123",
    "10.5,10.5"
  })
  void shouldReadCodesAsTheirDigits(String sent, String code) {
    var body = "{\"contactId\":\"c\",\"dispositionCode\":" + sent + "}";
    var result = CallResultReader.read(bytes(body), new RecordHeaders(), RECORDED).result();

    assertThat(result.code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"contactId\":\"c\"}",
        "{\"dispositionCode\":1001}",
        "{\"contactId\":\" \",\"dispositionCode\":1001}",
        "{\"contactId\":\"c\",\"dispositionCode\":{}}",
        "{\"contactId\":\"c\",\"dispositionCode\":1001} trailing"
      })
  void shouldRefuseWhatIsNoCallResult(String body) {
    assertThatThrownBy(() -> CallResultReader.read(bytes(body), new RecordHeaders(), RECORDED))
        .isInstanceOf(UnusableCallResult.class);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
