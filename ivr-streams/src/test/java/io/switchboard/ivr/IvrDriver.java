package io.switchboard.ivr;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.headers.ReplayId;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.contract.topic.Topics;
import io.switchboard.ivr.state.CallKeys;
import io.switchboard.ivr.state.PartitionState;
import io.switchboard.ivr.ticks.Ticks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The topology on the test driver: one partition, a clock that tests move. */
final class IvrDriver implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  static final Topics TOPICS = new Topics(TopicPrefix.NONE);

  private final TopologyTestDriver driver;
  private final TestInputTopic<String, CallEvent> dtmf;
  private final TestOutputTopic<String, CallDecision> decisions;
  private final TestOutputTopic<String, CallOutcome> outcomes;
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final List<Instant> ticks = new ArrayList<>();
  private Instant now = START;
  private int sent;
  private boolean tickable = true;

  IvrDriver(Path state) {
    var properties = new Properties();
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "ivr-test");
    driver =
        new TopologyTestDriver(
            IvrTopology.build(TOPICS, new Recorded(), meters), properties, START);
    var in = TOPICS.dtmf();
    dtmf = driver.createInputTopic(in.name(), in.keys().serializer(), in.values().serializer());
    var out = TOPICS.ivrDecisions();
    decisions =
        driver.createOutputTopic(
            out.name(), out.keys().deserializer(), out.values().deserializer());
    var ended = TOPICS.ivrOutcomes();
    outcomes =
        driver.createOutputTopic(
            ended.name(), ended.keys().deserializer(), ended.values().deserializer());
  }

  private final class Recorded implements Ticks {
    @Override
    public long now() {
      return now.toEpochMilli();
    }

    @Override
    public long hostTime() {
      return now.toEpochMilli();
    }

    @Override
    public void logTimeReached(long timestamp) {}

    @Override
    public boolean write(int partition, Instant deadline) {
      if (!tickable) {
        return false;
      }
      ticks.add(deadline);
      return true;
    }

    @Override
    public void close() {}
  }

  Instant now() {
    return now;
  }

  /** Lets the log's clock go on without a record. */
  IvrDriver later(Duration time) {
    now = now.plus(time);
    return this;
  }

  /** A record that is received now. */
  IvrDriver send(CallEvent event) {
    return send(event, "event-" + sent);
  }

  IvrDriver send(CallEvent event, String id) {
    sent++;
    dtmf.pipeInput(DtmfRecords.record(event, id, now));
    return this;
  }

  /** A record that is received now and that the broker stamps with another time. */
  IvrDriver sendStamped(CallEvent event, Instant stamp) {
    var record = DtmfRecords.record(event, "event-" + sent++, now);
    dtmf.pipeInput(new TestRecord<>(record.key(), record.value(), record.headers(), stamp));
    return this;
  }

  double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  /** As a replay writes it. */
  IvrDriver sendReplayed(CallEvent event, String replayId) {
    var record = DtmfRecords.record(event, "event-" + sent++, now);
    record.headers().add(ReplayId.HEADER, replayId.getBytes(StandardCharsets.UTF_8));
    dtmf.pipeInput(record);
    return this;
  }

  /** A tick, as if our clock had asked for one. */
  IvrDriver tick() {
    return send(new CallEvent.Tick(now));
  }

  /** Whether ticks can be written. */
  IvrDriver tickable(boolean can) {
    tickable = can;
    return this;
  }

  /** Lets the wall clock go on, with what it asks for. */
  List<Instant> wallClock(Duration time) {
    now = now.plus(time);
    ticks.clear();
    driver.advanceWallClockTime(time);
    return List.copyOf(ticks);
  }

  List<CallDecision> decisions() {
    return decisions.readValuesToList();
  }

  List<TestRecord<String, CallDecision>> decisionRecords() {
    return decisions.readRecordsToList();
  }

  List<CallOutcome> outcomes() {
    return outcomes.readValuesToList();
  }

  List<TestRecord<String, CallOutcome>> outcomeRecords() {
    return outcomes.readRecordsToList();
  }

  /** Rows in the stores that hold calls. */
  int rows() {
    KeyValueStore<Bytes, byte[]> calls = driver.getKeyValueStore(PartitionState.CALLS);
    int rows = 0;
    try (var all = calls.all()) {
      while (all.hasNext()) {
        if (!all.next().key.equals(CallKeys.logTime())) {
          rows++;
        }
      }
    }
    return rows;
  }

  /** What a counter stands at. */
  double counted(String name) {
    return meters.counter(name).count();
  }

  /** Changes what is stored of a call, as a defect would have. */
  IvrDriver damage(String callId, UnaryOperator<String> change) {
    KeyValueStore<Bytes, byte[]> calls = driver.getKeyValueStore(PartitionState.CALLS);
    var stored = new String(calls.get(CallKeys.session(callId)), StandardCharsets.UTF_8);
    calls.put(CallKeys.session(callId), change.apply(stored).getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** What another driver knows, as after a restart: the stores are restored, memory is not. */
  void restoreFrom(IvrDriver other) {
    for (var store : List.of(PartitionState.CALLS, PartitionState.DEFINITIONS)) {
      KeyValueStore<Object, Object> from = other.driver.getKeyValueStore(store);
      KeyValueStore<Object, Object> to = driver.getKeyValueStore(store);
      try (var all = from.all()) {
        all.forEachRemaining(entry -> to.put(entry.key, entry.value));
      }
    }
    now = other.now;
  }

  /** A log, record by record. */
  void receive(List<RandomCalls.Received> log) {
    for (var it : log) {
      now = it.at();
      send(it.event(), it.id());
    }
  }

  @Override
  public void close() {
    driver.close();
  }
}
