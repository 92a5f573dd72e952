package io.switchboard.replay.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FilterTest {
  private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
  private static final String VALUE =
      """
      {"severity":"critical","revision":2,"dispositionCode":"1001","code":1001,"stale":false,
       "callResult":null,"eventTime":"2026-11-20T14:50:00.000Z","when":"2026-11-20T15:50:00+01:00",
       "context":{"vip":true,"score":0.70},"path":["1","A","1"],
       "events":[{"id":"c-1","email":"a@x"},{"id":"c-2"}],"key":"inner","big":12345678901234567890}
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "severity = 'critical'",
        "severity == \"critical\"",
        "value.severity = 'critical'",
        "severity != 'low'",
        "severity in ('medium', 'critical')",
        "severity not in ('medium', 'low')",
        "severity prefix 'crit'",
        "severity not prefix 'med'",
        "revision = 2 and revision > 1 and revision >= 2 and revision < 2.5 and revision <= 2",
        "dispositionCode = 1001",
        "code = '1001'",
        "dispositionCode = '1001'",
        "code in (1001, 1002)",
        "stale = false",
        "not stale = true",
        "callResult = null",
        "exists callResult",
        "not exists nothing",
        "nothing != 'x'",
        "eventTime = '2026-11-20T15:50:00+01:00'",
        "when > '2026-11-20T14:49:59Z' and when < '2026-11-20T14:50:01Z'",
        "when >= -10m",
        "eventTime < -9m",
        "context.vip = true",
        "context.score = 0.7",
        "path[0] = '1' and path[1] = 'A'",
        "path[*] = 'A'",
        "events[*].id = 'c-2'",
        "events[1].id = 'c-2' and not exists events[1].email",
        "exists events and exists context",
        "big = 12345678901234567890",
        "value.key = 'inner'",
        "key = '+14155552671'",
        "key prefix '+1'",
        "topic = 'calls' and partition = 1 and offset = 42",
        "partition in (0, 1)",
        "time = '2026-11-20T14:55:00Z'",
        "time >= -5m and time < -4m",
        "header.ce_type = 'call-result'",
        "header.ce_type prefix 'call'",
        "exists header.ce_type and not exists header.replay-id",
        "header.'odd name' = 'x'",
        "severity = 'low' or severity = 'critical' and revision = 2",
        "(severity = 'low' or severity = 'critical') and not (revision = 1)",
      })
  void shouldLetThrough(String filter) {
    assertThat(Filter.parse(filter, NOW).test(record(VALUE))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "severity = 'low'",
        "severity = 'Critical'",
        "severity != 'critical'",
        "nothing = 'x'",
        "nothing < 'x' or nothing > 'x' or nothing in ('x') or nothing prefix 'x'",
        "nothing = null",
        "exists nothing or exists path[7] or exists severity.deeper",
        "context = 'x' or context < 'x'",
        "severity = null",
        "stale = 'true'",
        "revision > 2",
        "revision prefix '3'",
        "severity > 5",
        "code = '01001'",
        "events[*].id = 'c-3'",
        "key prefix '+44'",
        "time > -5m",
        "partition = 2",
        "header.ce_type = 'x'",
        "severity = 'low' and severity = 'critical' or revision = 1",
      })
  void shouldHoldBack(String filter) {
    assertThat(Filter.parse(filter, NOW).test(record(VALUE))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | 0 | empty",
        "severity | 8 | expected a comparison",
        "severity = | 10 | expected a value",
        "severity = critical | 11 | text stands in quotes: 'critical'",
        "severity = 'critical | 11 | never closed",
        "severity = 'a' severity = 'b' | 15 | expected 'and', 'or' or the end",
        "(severity = 'a' | 15 | expected )",
        "severity in ('a' 'b') | 17 | expected )",
        "severity prefix 1 | 16 | needs text in quotes",
        "time > 'yesterday' | 7 | compared with a time",
        "severity ? 'a' | 9 | nothing here begins with ?",
        "severity not = 'a' | 13 | expected 'in' or 'prefix'",
        "path[x] = 1 | 5 | expected an index",
        "header = 'a' | 7 | which header",
        "a. = 1 | 3 | expected a name behind the dot",
        "and severity = 'a' | 4 | expected a comparison",
      })
  void shouldPointAtTheCharacterAtFault(String filter, int position, String what) {
    assertThatExceptionOfType(FilterSyntaxException.class)
        .isThrownBy(() -> Filter.parse(filter == null ? "" : filter, NOW))
        .satisfies(fault -> assertThat(fault.position()).isEqualTo(position))
        .withMessageContaining(what)
        .withMessageContaining("  " + " ".repeat(position) + "^");
  }

  @Test
  void shouldRefuseNestingThatWouldOverflow() {
    var filter = "(".repeat(3_000) + "a = 1" + ")".repeat(3_000);

    assertThatExceptionOfType(FilterSyntaxException.class)
        .isThrownBy(() -> Filter.parse(filter, NOW))
        .withMessageContaining("nested too deeply");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no json", "{\"severity\":\"critical\",", "[]", "17", "{\"a\":"})
  void shouldFindNoPathsInWhatIsNotWholeJsonUpToThem(String value) {
    assertThat(Filter.parse("exists severity and exists other", NOW).test(record(value))).isFalse();
  }

  @Test
  void shouldLookAtATombstone() {
    var tombstone = new ConsumerRecord<byte[], byte[]>("t", 0, 0, "k".getBytes(UTF_8), null);

    assertThat(Filter.parse("key = 'k' and not exists severity", NOW).test(tombstone)).isTrue();
  }

  private static ConsumerRecord<byte[], byte[]> record(String value) {
    var headers = new RecordHeaders();
    headers.add("ce_type", "call-result".getBytes(UTF_8));
    headers.add("odd name", "x".getBytes(UTF_8));
    return new ConsumerRecord<>(
        "calls",
        1,
        42,
        NOW.minusSeconds(300).toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        0,
        "+14155552671".getBytes(UTF_8),
        value.getBytes(UTF_8),
        headers,
        Optional.empty());
  }
}
