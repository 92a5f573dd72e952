package io.switchboard.console.calls;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.sse.SseClient;
import io.switchboard.console.live.Broadcast;
import io.switchboard.console.menu.CallsInMenu;
import io.switchboard.console.menu.OpenCall;
import io.switchboard.console.view.Addresses;
import io.switchboard.console.view.Views;
import io.switchboard.contract.json.Json;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.task.ScheduledTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The list of callers in the menu: made once a second while any browser shows it. */
public final class CallersNow implements AutoCloseable {
  private static final int MAX_LINES = 50;

  private final CallsInMenu open;
  private final Views views;
  private final Broadcast seconds = new Broadcast();
  private final AtomicInteger browsers = new AtomicInteger();
  private final ScheduledTask timer;

  /**
   * What the list shows.
   *
   * @param count all callers
   * @param callers the newest
   * @param byNode callers at each node, by definition and node, as JSON for the drawing
   */
  public record View(long count, List<OpenCall> callers, String byNode, Instant at) {
    /** How long a caller has been in the menu. */
    public String age(OpenCall call) {
      return Math.max(0, Duration.between(call.since(), at).toSeconds()) + " s";
    }

    /** The call's page. */
    public String link(OpenCall call) {
      return Addresses.call(call.callId());
    }

    /** When silence counts; an overdue deadline shows that ivr-streams is late. */
    public String silence(OpenCall call) {
      var left = Duration.between(at, call.deadline()).toSeconds();
      return left >= 0 ? "in " + left + " s" : "overdue by " + -left + " s";
    }
  }

  public CallersNow(CallsInMenu open, Views views, HealthChecks health) {
    this.open = open;
    this.views = views;
    this.timer = ScheduledTask.atFixedRate("callers", health, Duration.ofSeconds(1), this::send);
  }

  private void send() {
    if (browsers.get() > 0) {
      seconds.send(text());
    }
  }

  private String text() {
    return views.render("callersNow.jte", Map.of("now", view())).replace('\n', ' ');
  }

  View view() {
    var at = Instant.now();
    var calls = open.snapshot(at).calls();
    var counts = new TreeMap<String, Map<String, Long>>();
    calls.forEach(
        call ->
            counts
                .computeIfAbsent(call.definition(), _ -> new TreeMap<>())
                .merge(call.node(), 1L, Long::sum));
    return new View(
        calls.size(), calls.subList(0, Math.min(MAX_LINES, calls.size())), json(counts), at);
  }

  private static String json(Map<String, Map<String, Long>> counts) {
    try {
      return Json.mapper().writeValueAsString(counts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("counts are plain data", e);
    }
  }

  void stream(SseClient client) {
    browsers.incrementAndGet();
    seconds.stream(
        client, "now", this::text, views.outage(client.ctx()), browsers::decrementAndGet);
  }

  @Override
  public void close() {
    timer.close();
  }
}
