package io.switchboard.e2e.shadow;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.NextOffset;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.contract.topic.Topics;
import io.switchboard.ivr.IvrTopology;
import io.switchboard.ivr.ticks.Ticks;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** One partition of {@code cxone.dtmf} with what the topology of ivr-streams decides on it. */
final class OracleLog implements AutoCloseable {
  private static final Topics TOPICS = new Topics(TopicPrefix.NONE);

  private final TopologyTestDriver driver;
  private final TestInputTopic<String, CallEvent> dtmf;
  private final TestOutputTopic<String, CallDecision> decisions;
  private long offset;

  /** A decision as it is on {@code ivr.decisions}. */
  record Published(CallDecision decision, long nextOffset) {}

  /**
   * A record of the log.
   *
   * @param decided while it was processed, in order
   */
  record Entry(
      ConsumerRecord<String, byte[]> record,
      CallEvent event,
      String id,
      Instant at,
      List<Published> decided) {

    @Override
    public String toString() {
      return "\n%d %s %s %s → %s"
          .formatted(
              record.offset(),
              at,
              id,
              event instanceof CallEvent.Activation it ? it.definition() : event,
              decided.stream().map(it -> it.nextOffset() + " " + it.decision()).toList());
    }

    /** The decision on the record itself. */
    Optional<CallDecision> own() {
      return decided.stream()
          .filter(it -> it.nextOffset() == record.offset() + 1)
          .map(Published::decision)
          .findFirst();
    }
  }

  OracleLog(Path state) {
    var properties = new Properties();
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "oracle");
    var topology = IvrTopology.build(TOPICS, Ticks.none(), new SimpleMeterRegistry());
    driver = new TopologyTestDriver(topology, properties);
    var in = TOPICS.dtmf();
    dtmf = driver.createInputTopic(in.name(), in.keys().serializer(), in.values().serializer());
    var out = TOPICS.ivrDecisions();
    decisions =
        driver.createOutputTopic(
            out.name(), out.keys().deserializer(), out.values().deserializer());
  }

  /** Writes a record, and lets ivr-streams process it. */
  Entry write(CallEvent event, String id, Instant stamp, Instant receivedAt) {
    var key = event instanceof CallEvent.OfCall call ? call.callId() : CallEvent.PARTITION_KEY;
    var headers =
        new EventHeaders(
                id,
                "com.nice.cxone.dtmf",
                "/switchboard/test",
                null,
                receivedAt,
                receivedAt,
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
            .toKafka();
    dtmf.pipeInput(new TestRecord<>(key, event, headers, stamp));
    var topic = TOPICS.dtmf();
    var record =
        new ConsumerRecord<>(
            topic.name(),
            0,
            offset++,
            stamp.toEpochMilli(),
            TimestampType.LOG_APPEND_TIME,
            0,
            0,
            key,
            topic.values().serializer().serialize(topic.name(), event),
            headers,
            Optional.empty());
    var decided = new ArrayList<Published>();
    for (var it : decisions.readRecordsToList()) {
      decided.add(new Published(it.value(), NextOffset.read(it.headers()).orElseThrow()));
    }
    return new Entry(record, event, id, stamp, decided);
  }

  @Override
  public void close() {
    driver.close();
  }
}
