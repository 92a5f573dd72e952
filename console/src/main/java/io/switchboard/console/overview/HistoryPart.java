package io.switchboard.console.overview;

import io.javalin.http.Context;
import io.switchboard.console.export.ExportTable;
import io.switchboard.console.store.StoreException;
import io.switchboard.console.view.Plot;
import io.switchboard.console.view.Views;
import io.switchboard.console.view.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of the overview with the plots over hours, which the page asks for by itself. */
public final class HistoryPart implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryPart.class);

  private final TopicHistory topics;
  private final DecisionHistory decisions;
  private final Views views;

  public HistoryPart(TopicHistory topics, DecisionHistory decisions, Views views) {
    this.topics = topics;
    this.decisions = decisions;
    this.views = views;
  }

  /** Answers with the plots of what can be read. */
  void show(Context context, Window window) {
    var plots = new ArrayList<Map.Entry<String, Plot>>();
    var problems = new ArrayList<String>();
    // side by side: together they must not take longer than one server that is away
    var read = new FutureTask<>(() -> decisions.read(window));
    Thread.ofVirtual().name("decision-history").start(read);
    try {
      plots.add(Map.entry("topics-over-time", topics.read(window)));
    } catch (KafkaException e) {
      LOG.warn("The time index of the topics cannot be read", e);
      problems.add("Kafka does not answer: there is no history of the topics.");
    }
    try {
      plots.add(Map.entry("decisions-over-time", read.get()));
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof StoreException away)) {
        throw new IllegalStateException("the decisions cannot be counted", e);
      }
      problems.add(String.valueOf(away.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      problems.add("The console is stopping.");
    }
    context.html(
        views.render(
            "overviewHistory.jte",
            Map.of(
                "frame",
                views.frame(context, "Overview").at("/"),
                "plots",
                plots,
                "problems",
                problems,
                "window",
                window)));
  }

  List<ExportTable<?>> tables(Window window) {
    return List.of(
        Plot.table("topics-over-time", () -> topics.read(window)),
        Plot.table("decisions-over-time", () -> decisions.read(window)));
  }

  @Override
  public void close() {
    topics.close();
  }
}
