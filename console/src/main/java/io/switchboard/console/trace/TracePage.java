package io.switchboard.console.trace;

import io.javalin.http.Context;
import io.switchboard.console.view.PageReader;
import io.switchboard.console.view.Views;
import io.switchboard.console.view.Window;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.reading.Progress;
import io.switchboard.replay.reading.WindowBound;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.trace.Subject;
import io.switchboard.replay.trace.TraceText;
import io.switchboard.replay.trace.TraceTree;
import io.switchboard.replay.trace.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** {@code /trace?q=}: one call, contact or number through everything. */
public final class TracePage {
  /** A trace reads whole topics: two at once leave the rest of the machine to the pipeline. */
  private static final int MAX_AT_ONCE = 2;

  private final KafkaSettings kafka;
  private final String region;
  private final Views views;
  private final Semaphore running = new Semaphore(MAX_AT_ONCE);

  /**
   * One record of the trace.
   *
   * @param depth 0 for what came from outside, one more for what was derived from it
   * @param link the record's own page
   */
  public record Line(
      int depth,
      java.time.Instant time,
      String topic,
      String place,
      String link,
      String key,
      String summary) {}

  public TracePage(KafkaSettings kafka, String region, Views views) {
    this.kafka = kafka;
    this.region = region;
    this.views = views;
  }

  /** Answers with the page. */
  public void show(Context context) {
    var asked = context.queryParam("q");
    var subject = asked == null ? "" : asked.strip();
    var window = Window.of(context);
    views.page(
        context,
        "trace.jte",
        "Trace",
        Map.of(
            "query", subject,
            "window", window,
            "lines", subject.isEmpty() ? List.<Line>of() : lines(subject, window)));
  }

  private List<Line> lines(String subject, Window window) {
    running.acquireUninterruptibly();
    try (var reader = PageReader.open(kafka)) {
      var range =
          new io.switchboard.replay.reading.LogWindow(
              new WindowBound.At(window.from()), new WindowBound.End());
      var steps =
          new Tracer(kafka, reader).find(Subject.of(subject, region), range, Progress.SILENT);
      var lines = new ArrayList<Line>();
      add(TraceTree.of(steps), 0, new TraceText(NumberMasking.MASKED), lines);
      return lines;
    } finally {
      running.release();
    }
  }

  private void add(List<TraceTree.TraceNode> nodes, int depth, TraceText text, List<Line> lines) {
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
              NumberMasking.MASKED.in(node.step().key()),
              text.summary(node.step())));
      add(node.children(), depth + 1, text, lines);
    }
  }
}
