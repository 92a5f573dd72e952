package io.switchboard.console.overview;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import io.switchboard.console.export.Column;
import io.switchboard.console.export.ExportTable;
import io.switchboard.console.export.Exports;
import io.switchboard.console.live.Broadcast;
import io.switchboard.console.live.TopicRates;
import io.switchboard.console.view.Views;
import io.switchboard.console.view.Window;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.replay.status.DeploymentReport.ServiceState;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.task.ScheduledTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code /}: rates by topic, services, lag, and what needs a person now. */
public final class OverviewPage implements AutoCloseable {
  private static final String DECISIONS = "Decisions";
  private static final String DEFAULT_WINDOW = "6h";

  /** The groups of the live plot, by the beginning of the topics' names. */
  private static final Map<String, String> GROUPS =
      Map.of(
          "cxone.", "From CXone", "ivr.", DECISIONS, "dispositions.", DECISIONS, "dnc.", DECISIONS);

  private final SituationReader situations;
  private final TopicRates rates;
  private final TopicPrefix prefix;
  private final Views views;
  private final HistoryPart history;
  private final Exports exports;
  private final Broadcast seconds = new Broadcast();
  private final ScheduledTask timer;

  public OverviewPage(
      SituationReader situations,
      TopicRates rates,
      TopicPrefix prefix,
      HistoryPart history,
      Exports exports,
      Views views,
      HealthChecks health) {
    this.situations = situations;
    this.rates = rates;
    this.prefix = prefix;
    this.history = history;
    this.exports = exports;
    this.views = views;
    this.timer =
        ScheduledTask.atFixedRate(
            "rates",
            health,
            Duration.ofSeconds(1),
            () -> seconds.send(json(List.of(rates.tick(Instant.now())), 0)));
  }

  /** Answers with the page. */
  public void show(Context context) {
    var window = Window.of(context, DEFAULT_WINDOW);
    if (Exports.isAsked(context)) {
      exports.answer(context, tables(window));
      return;
    }
    var kept = rates.kept();
    views.page(
        context,
        "overview.jte",
        "Overview",
        Map.of(
            "situation", situations.latest(),
            "age", Duration.between(situations.latest().readAt(), Instant.now()),
            "plot", json(kept, TopicRates.KEPT_SECONDS - kept.size()),
            "topics", lastMinute(kept),
            "window", window));
  }

  /** The part with the plots over hours, which the page asks for by itself. */
  public void history(Context context) {
    history.show(context, Window.of(context, DEFAULT_WINDOW));
  }

  private List<ExportTable<?>> tables(Window window) {
    var latest = situations.latest();
    var tables = new ArrayList<>(history.tables(window));
    tables.add(
        ExportTable.of(
            "services",
            List.of(
                new Column<>("service", ServiceState::service),
                new Column<>("address", ServiceState::url),
                new Column<>("state", ServiceState::status)),
            latest.report().services()));
    tables.add(counts("lag", "group", latest.report().lag()));
    tables.add(counts("last-minute", "topic", lastMinute(rates.kept())));
    tables.add(counts("menu-answers", "how", latest.menuAnswers()));
    return tables;
  }

  private static ExportTable<Map.Entry<String, Long>> counts(
      String name, String key, Map<String, Long> counts) {
    return ExportTable.of(
        name,
        List.of(new Column<>(key, Map.Entry::getKey), new Column<>("records", Map.Entry::getValue)),
        List.copyOf(counts.entrySet()));
  }

  /** The part with figures, read again by the page every few seconds. */
  public void figures(Context context) {
    context.html(
        views.render(
            "overviewRefresh.jte",
            Map.of(
                "frame", views.frame(context, "Overview").at("/"),
                "situation", situations.latest(),
                "age", Duration.between(situations.latest().readAt(), Instant.now()),
                "topics", lastMinute(rates.kept()))));
  }

  /** One event a second: the counts of that second. The first has all that are kept. */
  public void stream(SseClient client) {
    seconds.stream(
        client, "rates", () -> json(rates.kept(), 0), views.outage(client.ctx()), () -> {});
  }

  private Map<String, Long> lastMinute(List<TopicRates.Second> kept) {
    var from = Instant.now().minusSeconds(60);
    var counts = new TreeMap<String, Long>();
    kept.stream()
        .filter(second -> second.at().isAfter(from))
        .forEach(
            second ->
                second
                    .records()
                    .forEach(
                        (topic, count) ->
                            counts.merge(prefix.removeFrom(topic), count, Long::sum)));
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  /**
   * The counts for the script in the page.
   *
   * @param secondsBefore before the first one, in which the console did not run: without a value
   */
  private String json(List<TopicRates.Second> kept, int secondsBefore) {
    var times = new ArrayList<Long>();
    var series = new LinkedHashMap<String, List<@Nullable Long>>();
    series.put("From CXone", new ArrayList<>());
    series.put(DECISIONS, new ArrayList<>());
    var first = kept.isEmpty() ? Instant.now() : kept.getFirst().at();
    for (var before = secondsBefore; before > 0; before--) {
      times.add(first.getEpochSecond() - before);
      series.values().forEach(values -> values.add(null));
    }
    for (var second : kept) {
      times.add(second.at().getEpochSecond());
      var groups = new TreeMap<String, Long>();
      second
          .records()
          .forEach(
              (topic, count) -> groups.merge(group(prefix.removeFrom(topic)), count, Long::sum));
      series.forEach(
          (name, values) -> values.add(second.known() ? groups.getOrDefault(name, 0L) : null));
    }
    try {
      return Json.mapper().writeValueAsString(Map.of("times", times, "series", series));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("rates are plain data", e);
    }
  }

  private static String group(String topic) {
    return GROUPS.entrySet().stream()
        .filter(entry -> topic.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("Other");
  }

  @Override
  public void close() {
    timer.close();
  }
}
