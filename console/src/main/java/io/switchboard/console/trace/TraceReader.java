package io.switchboard.console.trace;

import io.switchboard.console.view.PageReader;
import io.switchboard.console.view.Window;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.Progress;
import io.switchboard.replay.reading.WindowBound;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.trace.Step;
import io.switchboard.replay.trace.Subject;
import io.switchboard.replay.trace.TraceText;
import io.switchboard.replay.trace.TraceTree;
import io.switchboard.replay.trace.Tracer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Reads traces for pages. */
public final class TraceReader {
  /** A trace reads whole topics: two at once leave the rest of the machine to the pipeline. */
  private static final int MAX_AT_ONCE = 2;

  private final KafkaSettings kafka;
  private final String region;
  private final Semaphore running = new Semaphore(MAX_AT_ONCE);

  /**
   * One record of the trace.
   *
   * @param depth 0 for what came from outside, one more for what was derived from it
   * @param link the record's own page
   */
  public record Line(
      int depth,
      Instant time,
      String topic,
      String place,
      String link,
      String key,
      String summary) {}

  public TraceReader(KafkaSettings kafka, String region) {
    this.kafka = kafka;
    this.region = region;
  }

  List<Line> lines(String subject, Window window, NumberMasking numbers) {
    var steps = steps(subject, window);
    var lines = new ArrayList<Line>();
    add(TraceTree.of(steps), 0, new TraceText(numbers), numbers, lines);
    return lines;
  }

  private List<Step> steps(String subject, Window window) {
    running.acquireUninterruptibly();
    try (var reader = PageReader.open(kafka)) {
      var to = window.isFixed() ? new WindowBound.At(window.to()) : new WindowBound.End();
      return new Tracer(kafka, reader)
          .find(
              Subject.of(subject, region),
              new LogWindow(new WindowBound.At(window.from()), to),
              Progress.SILENT);
    } finally {
      running.release();
    }
  }

  private void add(
      List<TraceTree.TraceNode> nodes,
      int depth,
      TraceText text,
      NumberMasking numbers,
      List<Line> lines) {
    for (var node : nodes) {
      var record = node.step().record();
      var topic = kafka.prefix().removeFrom(record.topic());
      lines.add(
          new Line(
              depth,
              node.step().time(),
              topic,
              record.partition() + "@" + record.offset(),
              "/live/" + topic + "/" + record.partition() + "/" + record.offset(),
              numbers.in(node.step().key()),
              text.summary(node.step())));
      add(node.children(), depth + 1, text, numbers, lines);
    }
  }
}
