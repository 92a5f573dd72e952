package io.switchboard.replay.whatif;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/**
 * Runs a topology over one partition, without brokers: the same tasks, stores and handlers as in
 * the service, on one thread, without a wall clock.
 */
final class TopologyRun implements AutoCloseable {
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> input;
  private final List<Tap> taps;

  /**
   * Starts with empty state.
   *
   * @param id distinguishes the runs of one process: their stores are files
   */
  TopologyRun(RuleVariant rules, Scenario scenario, Path directory, String id) {
    var properties = new Properties();
    properties.putAll(scenario.properties());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "what-if-" + id);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.resolve(id).toString());
    driver = new TopologyTestDriver(rules.topology().get(), properties, Instant.EPOCH);
    input =
        driver.createInputTopic(
            scenario.input(), new ByteArraySerializer(), new ByteArraySerializer());
    taps =
        scenario.outputs().stream()
            .map(
                topic ->
                    new Tap(
                        topic,
                        driver.createOutputTopic(
                            topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())))
            .toList();
  }

  private record Tap(String topic, TestOutputTopic<byte[], byte[]> records) {}

  /** Processes one record, and passes on its outputs. */
  void feed(ScenarioInput record, Consumer<ScenarioOutput> out) {
    input.pipeInput(
        new TestRecord<>(
            record.key(),
            record.value(),
            record.headers(),
            Instant.ofEpochMilli(Math.max(0, record.timestamp()))));
    for (var tap : taps) {
      // the driver logs questions about topics that it has not met yet
      while (driver.producedTopicNames().contains(tap.topic()) && !tap.records().isEmpty()) {
        var written = tap.records().readRecord();
        var timestamp = written.timestamp(); // dead letters have the broker's time
        out.accept(
            new ScenarioOutput(
                tap.topic(),
                record.place(),
                written.key(),
                written.value(),
                written.headers(),
                timestamp == null ? record.timestamp() : timestamp));
      }
    }
  }

  @Override
  public void close() {
    driver.close();
  }
}
