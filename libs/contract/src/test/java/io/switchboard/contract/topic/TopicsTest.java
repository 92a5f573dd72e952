package io.switchboard.contract.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.contract.event.ivr.CallEvent;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TopicsTest {
  private static final Topics TOPICS = new Topics(TopicPrefix.NONE);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"digit\",\"callId\":\"c\",\"digit\":\"1\",\"source\":\"bridge\"} | timeSource",
        "{\"type\":\"tick\"} | deadline",
        "{\"type\":\"call_end\",\"timeSource\":\"event\"} | callId",
      })
  void shouldNotReadAnEventWithoutARequiredField(String json, String missing) {
    assertThatThrownBy(() -> dtmf(json))
        .isInstanceOf(SerializationException.class)
        .hasMessageEndingWith(" without " + missing);
  }

  @Test
  void shouldReadAnEventWithoutAnOptionalField() {
    var event = dtmf("{\"type\":\"activation\",\"definition\":\"h\"}");

    assertThat(event).isEqualTo(new CallEvent.Activation("h", null, null));
  }

  @Test
  void shouldNotReadAListWithoutOneOfItsElements() {
    var topic = TOPICS.ivrOutcomes();
    var json =
        """
        {"callId":"c","outcome":"completed","reason":"r","path":["1",null],"nodes":[],\
        "startedAt":"2026-11-20T10:00:00Z","endedAt":"2026-11-20T10:00:00Z","durationMs":1,\
        "tier":"gold","definition":"d","source":"bridge"}""";

    assertThatThrownBy(
            () -> topic.values().deserializer().deserialize(topic.name(), json.getBytes(UTF_8)))
        .hasMessage("CallOutcome without path");
  }

  @Test
  void shouldNotReadMoreThanAServiceCanDeriveFrom() {
    var topic = TOPICS.callResults();

    assertThat(topic.values().deserializer().deserialize("t", new byte[Topics.MAX_VALUE_BYTES]))
        .hasSize(Topics.MAX_VALUE_BYTES);
    assertThatThrownBy(
            () ->
                topic
                    .values()
                    .deserializer()
                    .deserialize("t", new byte[Topics.MAX_VALUE_BYTES + 1]))
        .isInstanceOf(SerializationException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not JSON", "null", "[]", "{}", "7", "\u0000", "{\"type\":\"x\"}"})
  void shouldSkipARecordThatIsNoEvent(String value) {
    var record = new ConsumerRecord<>("cxone.dtmf", 0, 7, "k", value.getBytes(UTF_8));

    assertThat(TOPICS.dtmf().valueOf(record)).isEmpty();
  }

  @Test
  void shouldReadTheValueOfARecord() {
    var bytes = "{\"type\":\"tick\",\"deadline\":\"2026-11-20T10:00:00Z\"}".getBytes(UTF_8);

    assertThat(TOPICS.dtmf().valueOf(new ConsumerRecord<>("cxone.dtmf", 0, 7, "k", bytes)))
        .contains(new CallEvent.Tick(Instant.parse("2026-11-20T10:00:00Z")));
  }

  private static CallEvent dtmf(String json) {
    return TOPICS.dtmf().values().deserializer().deserialize("cxone.dtmf", json.getBytes(UTF_8));
  }
}
