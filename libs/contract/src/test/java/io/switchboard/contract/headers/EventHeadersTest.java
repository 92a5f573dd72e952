package io.switchboard.contract.headers;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.kafka.KafkaMessageFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventHeadersTest {
  private static final EventHeaders HEADERS =
      new EventHeaders(
          "id-1",
          "com.nice.cxone.call-result",
          "/switchboard/ingress",
          "k-1001",
          Instant.parse("2026-11-20T10:00:00Z"),
          Instant.parse("2026-11-20T10:00:01.250Z"),
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

  @Test
  void shouldBeReadAsACloudEventByOthers() {
    var body = "{\"contactId\":\"k-1001\"}".getBytes(StandardCharsets.UTF_8);

    var event = KafkaMessageFactory.createReader(HEADERS.toKafka(), body).toEvent();

    assertThat(event.getId()).isEqualTo("id-1");
    assertThat(event.getType()).isEqualTo("com.nice.cxone.call-result");
    assertThat(event.getSource()).hasToString("/switchboard/ingress");
    assertThat(event.getSubject()).isEqualTo("k-1001");
    assertThat(event.getTime()).isEqualTo("2026-11-20T10:00:00.000Z");
    assertThat(event.getDataContentType()).isEqualTo("application/json");
  }

  @Test
  void shouldComeBackAsItWent() {
    assertThat(EventHeaders.read(HEADERS.toKafka(), "other", 0)).isEqualTo(HEADERS);
  }

  @Test
  void shouldFillInDeterministicallyWhatAForeignWriterLeftOut() {
    var first = EventHeaders.read(new RecordHeaders(), "topic-0-7", 1_763_632_800_000L);
    var second = EventHeaders.read(new RecordHeaders(), "topic-0-7", 1_763_632_800_000L);

    assertThat(first).isEqualTo(second);
    assertThat(first.id()).isEqualTo("topic-0-7");
    assertThat(first.receivedAt()).isEqualTo("2025-11-20T10:00:00Z");
    assertThat(EventHeaders.isTraceparent(first.traceparent())).isTrue();
  }

  @Test
  void shouldTakeAHeaderThatIsNoTextForAbsent() {
    for (var id : new String[] {"", " ", "a\0b", "x".repeat(8_193)}) {
      var foreign = new RecordHeaders();
      foreign.add(EventHeaders.ID, id.getBytes(StandardCharsets.UTF_8));

      assertThat(EventHeaders.read(foreign, "place", 0).id()).isEqualTo("place");
    }
  }

  @Test
  void shouldHandDownTheMarkOfAReplay() {
    var replayed = HEADERS.toKafka();
    replayed.add(ReplayId.HEADER, "r-7".getBytes(StandardCharsets.UTF_8));

    var derived =
        EventHeaders.read(replayed, "other", 0)
            .derive("id-2", "derived", "/test", null, Instant.EPOCH)
            .toKafka();

    assertThat(EventHeaders.text(derived, ReplayId.HEADER)).hasValue("r-7");
    assertThat(HEADERS.toKafka().lastHeader(ReplayId.HEADER)).isNull();
  }

  @Test
  void shouldReplaceItsOwnHeadersAndLeaveTheOthers() {
    var target = new RecordHeaders();
    target.add("replay-id", new byte[] {1});
    target.add("ce_id", new byte[] {2});

    HEADERS.writeTo(target);

    assertThat(target.headers("ce_id")).hasSize(1);
    assertThat(target.lastHeader("replay-id")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\nx: y"
      })
  void shouldNotTakeWhatIsNoTraceContext(String text) {
    assertThat(EventHeaders.isTraceparent(text)).isFalse();
  }

  @Test
  void shouldMakeTracesThatAreUnlikeEachOther() {
    var traces = Stream.generate(EventHeaders::newTraceparent).limit(10_000).toList();

    assertThat(traces).allMatch(EventHeaders::isTraceparent).doesNotHaveDuplicates();
    assertThat(traces).extracting(trace -> trace.substring(36, 52)).doesNotHaveDuplicates();
  }
}
