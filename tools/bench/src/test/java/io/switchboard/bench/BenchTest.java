package io.switchboard.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.bench.machine.ServerAddresses;
import io.switchboard.bench.report.BenchReport;
import io.switchboard.bench.report.Figure;
import io.switchboard.bench.report.PartReport;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.replay.reading.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** That the bench measures what it says and leaves nothing behind; no figure is looked at. */
final class BenchTest {
  private static final BenchPlan SMALL = new BenchPlan(1, 0.01);

  @Test
  void shouldMeasureAServiceAgainstItsLimitAndLeaveNothingBehind() throws Exception {
    var before = children();
    var watcher = new Remembering();

    var report = bench().run(List.of(part("dispositions")), watcher);

    assertThat(report.parts()).isEqualTo(watcher.ended);
    assertThat(report.parts().getFirst().failure()).isNull();
    var figures = report.parts().getFirst().figures();
    assertThat(figures)
        .extracting(Figure::name)
        .containsExactly(
            "call results classified",
            "call results classified, processor time",
            "maximum resident memory");
    assertThat(figures.getFirst().rounds().values()).hasSize(1);
    assertThat(figures.getFirst().ratio()).isPresent();
    assertThat(figures.getFirst().reached()).isPresent();
    assertThat(watcher.steps).endsWith("4 of 4");
    assertThat(children()).isEqualTo(before);
    assertThat(topics()).noneMatch(topic -> topic.startsWith("bench"));
  }

  @Test
  void shouldReportAPartThatFailsAndGoOn() {
    var report =
        bench().run(List.of(new Failing("first"), new Failing("second")), new Remembering());

    assertThat(report.parts())
        .extracting(PartReport::failure)
        .containsExactly("first is broken", "second is broken");
    assertThat(report.parts().getFirst().notes())
        .satisfiesExactly(
            note -> assertThat(note).isEqualTo("so far"),
            note -> assertThat(note).startsWith("the logs of its processes stay in "));
  }

  @Test
  void shouldNameEachPartOnce() {
    assertThat(Bench.parts()).extracting(BenchPart::name).doesNotHaveDuplicates();
    assertThat(Bench.parts()).extracting(BenchPart::description).noneMatch(String::isBlank);
  }

  private static Bench bench() {
    var broker = Map.of("KAFKA_BOOTSTRAP_SERVERS", EmbeddedBroker.shared().bootstrapServers());
    return new Bench(ServerAddresses.read(broker, List.of()), SMALL);
  }

  private static BenchPart part(String name) {
    return Bench.parts().stream()
        .filter(part -> part.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Set<Long> children() {
    return ProcessHandle.current()
        .descendants()
        .filter(ProcessHandle::isAlive)
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  private static Set<String> topics() throws Exception {
    var servers = EmbeddedBroker.shared().bootstrapServers();
    try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      return admin.listTopics().names().get();
    }
  }

  private record Failing(String name) implements BenchPart {
    @Override
    public String description() {
      return "fails";
    }

    @Override
    public PartReport measure(PartRun run) {
      run.note("so far");
      throw new IllegalStateException(name + " is broken");
    }
  }

  private static final class Remembering implements Bench.Watcher {
    private final List<PartReport> ended = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();

    @Override
    public Progress begins(BenchPart part) {
      return (done, total) -> steps.add(done + " of " + total);
    }

    @Override
    public void ended(PartReport part, BenchReport soFar) {
      ended.add(part);
      assertThat(soFar.parts()).isEqualTo(ended);
    }
  }
}
