package io.switchboard.replay.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.Progress;
import io.switchboard.testkit.cluster.TestCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WhatIfTest {
  private static final String STORE = "store";

  private final TestCluster cluster = TestCluster.start();
  @TempDir Path parent;

  @BeforeEach
  void createTopics() {
    cluster.create("in", 3, Map.of());
    cluster.create("out", 3, Map.of());
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void shouldNameThePlaceOfARecordThatStopsItAndLeaveNothingBehind() {
    for (var i = 0; i < 900; i++) {
      cluster.send("in", i % 3, 1_000 + i, "k" + i, i == 601 ? "boom" : "fine");
    }
    cluster.flush();

    assertThatThrownBy(() -> whatIf().run(Progress.SILENT))
        .hasMessageContaining(cluster.name("in") + "-1 offset 200")
        .hasMessageContaining("StreamsException: no broker")
        .satisfies(failure -> assertThat(failure.getSuppressed()).isEmpty());
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void shouldLeaveNothingBehindWhenItIsDone() {
    cluster.send("in", 0, 1_000, "k", "fine");
    cluster.flush();

    var result = whatIf().run(Progress.SILENT);

    assertThat(result.records()).isEqualTo(1);
    assertThat(parent).isEmptyDirectory();
  }

  private WhatIf whatIf() {
    var rules = RuleVariant.of(this::topology);
    var scenario =
        new Scenario(
            "service",
            cluster.name("in"),
            List.of(cluster.name("out")),
            new Properties(),
            rules,
            rules,
            _ -> new ExtractedDecision.NotCompared(),
            null);
    return new WhatIf(cluster.kafka(), scenario, LogWindow.ALL, parent);
  }

  private Topology topology() {
    return new Topology()
        .addSource(
            "source",
            Serdes.String().deserializer(),
            Serdes.String().deserializer(),
            cluster.name("in"))
        .addProcessor("process", Failing::new, "source")
        .addStateStore(
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.String()),
            "process")
        .addSink(
            "sink",
            cluster.name("out"),
            Serdes.String().serializer(),
            Serdes.String().serializer(),
            "process");
  }

  private static final class Failing extends ContextualProcessor<String, String, String, String> {
    @Override
    public void process(Record<String, String> record) {
      if (record.value().equals("boom")) {
        throw new StreamsException("no broker");
      }
      context().getStateStore(STORE);
      context().forward(record);
    }
  }
}
