package io.switchboard.disposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.contract.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispositionTopologyTest {
  private static final Instant RECEIVED = Instant.parse("2024-05-20T10:00:03.250Z");
  private final Topics topics = new Topics(TopicPrefix.NONE);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TopologyTestDriver driver =
      new TopologyTestDriver(
          DispositionTopology.build(topics, RulesFile.shipped(), registry), new Properties());
  private final TestInputTopic<String, byte[]> input =
      driver.createInputTopic(
          topics.callResults().name(), new StringSerializer(), new ByteArraySerializer());

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void shouldRouteEachSeverityToItsTopic() {
    send("c1", "1001", "10:00:00");
    send("c2", "2002", "10:00:00");
    send("c3", "3003", "10:00:00");
    send("c4", "4001", "10:00:00");
    send("c5", "777", "10:00:00");

    assertThat(keys(topics.dispositionsCritical().name())).containsExactly("c1");
    assertThat(keys(topics.dispositionsMedium().name())).containsExactly("c2", "c3");
    assertThat(keys(topics.dispositionsLow().name())).containsExactly("c4", "c5");
    assertThat(keys(topics.dispositionsClassified().name()))
        .containsExactly("c1", "c2", "c3", "c4", "c5");
  }

  @Test
  void shouldWriteTheRecordOfTheGoldenFile() throws Exception {
    send("contact-1", "1001", "10:00:00");
    var output = output(topics.dispositionsCritical().name()).readRecord();

    var lines = new TreeMap<String, String>();
    for (Header header : output.headers()) {
      lines.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    var text = new StringBuilder();
    text.append("timestamp: ").append(output.getRecordTime()).append('\n');
    text.append("key: ").append(output.key()).append('\n');
    lines.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    text.append('\n').append(output.value()).append('\n');
    assertThat(text.toString()).isEqualTo(GoldenResource.read("critical-record.golden"));
  }

  @Test
  void shouldDeriveTheSameIdsWheneverItIsReprocessed() {
    send("c1", "1001", "10:00:00");
    var record = output(topics.dispositionsClassified().name()).readRecord();
    var routed = output(topics.dispositionsCritical().name()).readRecord();

    assertThat(EventHeaders.text(record.headers(), "ce_id"))
        .contains(EventId.hash("event-c1-1001-10:00:00", "disposition.classified", "1"));
    assertThat(routed.headers()).isEqualTo(record.headers());
    assertThat(routed.value()).isEqualTo(record.value());
  }

  @Test
  void shouldSayNothingToTheSameEventAgain() {
    send("c1", "2001", "10:00:00");
    send("c1", "2001", "10:00:00");

    assertThat(keys(topics.dispositionsClassified().name())).hasSize(1);
    assertThat(keys(topics.dispositionsMedium().name())).hasSize(1);
    assertThat(count("dispositions_decided_total", "decision", "repeated")).isEqualTo(1);
  }

  @Test
  void shouldEmitAnOlderOptOutOnceAndNotRouteIt() {
    send("c1", "3003", "10:00:03");
    send("c1", "1001", "10:00:02");
    send("c1", "1001", "10:00:02");
    send("c1", "2001", "10:00:01");

    var classified = values(topics.dispositionsClassified().name());
    assertThat(classified).hasSize(2);
    assertThat(classified.getLast()).contains("\"stale\":true", "\"category\":\"do_not_call\"");
    assertThat(keys(topics.dispositionsCritical().name())).isEmpty();
    assertThat(keys(topics.dispositionsMedium().name())).hasSize(1);
  }

  @Test
  void shouldKeepAContactsRevisionsApartFromOthers() {
    send("c1", "2001", "10:00:00");
    send("c2", "2001", "10:00:00");
    send("c1", "1001", "10:00:01");

    assertThat(values(topics.dispositionsClassified().name()).getLast())
        .contains("\"revision\":2", "\"supersedes\":\"event-c1-2001-10:00:00\"");
  }

  @Test
  void shouldCountUnknownCodesWithABoundedNumberOfLabels() {
    for (var i = 0; i < 150; i++) {
      send("c" + i, "9" + i, "10:00:00");
    }
    send("long", "12345678901", "10:00:00");

    var meters = registry.find("dispositions_unclassified_total").counters();
    assertThat(meters).hasSize(DispositionMetrics.MAX_CODES + 1);
    assertThat(count("dispositions_unclassified_total", "code", "90")).isEqualTo(1);
    assertThat(count("dispositions_unclassified_total", "code", "other")).isEqualTo(51);
  }

  @Test
  void shouldDescribeTheTopologyOfTheGoldenFile() throws Exception {
    var topology = DispositionTopology.build(topics, RulesFile.shipped(), registry);

    assertThat(topology.describe().toString()).isEqualTo(GoldenResource.read("topology.golden"));
  }

  private void send(String contactId, String code, String time) {
    var at = "2024-05-20T" + time + "Z";
    var body =
        "{\"contactId\":\"%s\",\"dispositionCode\":\"%s\",\"callResult\":\"answered\","
                .formatted(contactId, code)
            + "\"timestamp\":\"%s\",\"phoneNumber\":\"+14155550100\"}".formatted(at);
    var headers =
        new EventHeaders(
            "event-" + contactId + "-" + code + "-" + time,
            "com.nice.cxone.call-result",
            "/switchboard/ingress",
            contactId,
            Instant.parse(at),
            RECEIVED,
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    input.pipeInput(
        new TestRecord<>(
            contactId, body.getBytes(StandardCharsets.UTF_8), headers.toKafka(), RECEIVED));
  }

  private TestOutputTopic<String, String> output(String topic) {
    return driver.createOutputTopic(topic, new StringDeserializer(), new StringDeserializer());
  }

  private List<String> keys(String topic) {
    return output(topic).readKeyValuesToList().stream().map(pair -> pair.key).toList();
  }

  private List<String> values(String topic) {
    return new ArrayList<>(output(topic).readValuesToList());
  }

  private double count(String meter, String tag, String value) {
    return Objects.requireNonNull(registry.find(meter).tag(tag, value).counter()).count();
  }
}
