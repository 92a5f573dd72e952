package io.switchboard.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.switchboard.contract.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Plots over hours, of what was there before the console started. */
final class HistoryTest extends BrowserTest {
  private static @Nullable ConsoleRig rig;

  @BeforeAll
  static void start() {
    rig = ConsoleRig.open();
  }

  @AfterAll
  static void close() {
    if (rig != null) {
      rig.close();
    }
  }

  /** The pushes of one test are not counted by the next one. */
  @AfterEach
  void removePushes() throws SQLException {
    rig().execute("DELETE FROM cxone_pushes");
  }

  private static ConsoleRig rig() {
    return Objects.requireNonNull(rig);
  }

  @Test
  void shouldCountTheRecordsOfEachIntervalByTheTimeIndex() {
    send(3, Duration.ofHours(2));
    send(5, Duration.ofMinutes(30));

    var page = open("/?last=6h");

    var plot = plot(page, "Records from CXone by topic");
    assertThat(counts(plot, "cxone.call-results")).containsExactly(3L, 5L);
    assertThat(counts(plot, "cxone.dtmf")).isEmpty();
    Browser.screenshot(page, "overview-history");
  }

  @Test
  void shouldCountTheDecisionsInPostgres() throws SQLException {
    pushes(4, "now() - interval '2 hours'", "contact");
    pushes(2, "now() - interval '10 minutes'", "contact");

    var page = open("/?last=6h");

    assertThat(counts(plot(page, "Decisions and pushes"), "pushes")).containsExactly(4L, 2L);
  }

  @Test
  void shouldCompareTheBusiestSecondWithTheLimit() throws SQLException {
    pushes(7, "date_trunc('hour', now()) - interval '2 hours'", "contact");
    pushes(90, "date_trunc('hour', now()) - interval '2 hours'", "outbound");

    var page = open("/pushes?last=6h");

    var plot = plot(page, "Requests to CXone in the busiest second");
    assertThat(counts(plot, "requests in one second"))
        .as("a batch is one request")
        .containsExactly(8L);
    var kinds = page.locator("[aria-label='Answers by kind'] tbody tr");
    assertThat(kinds).hasCount(2);
    assertThat(kinds.first()).hasText(Pattern.compile("outbound.*confirmed.*200.*90.*86"));
    assertThat(plot.path("series").path("limit")).allMatch(value -> value.asLong() == 100);
    Browser.screenshot(page, "pushes");
  }

  @Test
  void shouldShowTheSameWindowTomorrow() throws SQLException {
    pushes(4, "timestamptz '2026-11-20T10:30:00Z'", "contact");

    var page = open("/pushes?from=2026-11-20T10%3A00%3A00Z&to=2026-11-20T11%3A00%3A00Z");

    assertThat(counts(plot(page, "Final answers of CXone"), "confirmed")).containsExactly(4L);
    assertThat(page.locator(".window .fixed")).containsText("2026-11-20");
  }

  @Test
  void shouldDrawTheIntervalThatIsNotOverDashed() throws SQLException {
    pushes(
        20, "date_bin('10 minutes', now(), timestamptz 'epoch') - interval '9 minutes'", "contact");
    pushes(20, "now()", "contact");

    var page = open("/pushes?last=6h");

    var figure =
        page.locator("figure", new Page.LocatorOptions().setHasText("Final answers of CXone"));
    assertThat(figure.locator("canvas")).isVisible();
    assertThat(figure.locator("figcaption")).containsText("dashed: not complete");
    assertThat(figure.locator("tbody tr").last()).containsText("(not complete)");
    assertThat(drawnShare(figure.locator("canvas"), 1)).as("not over").isBetween(0.3, 0.8);
    assertThat(drawnShare(figure.locator("canvas"), 2)).as("over").isGreaterThan(0.95);
  }

  /** The share of an interval's width that has the colour of the first series; 1 is the last. */
  private static double drawnShare(Locator canvas, int fromTheEnd) {
    var share =
        canvas.evaluate(
            """
            (canvas, fromTheEnd) => {
              const element = canvas.closest(".plot");
              const intervals = JSON.parse(element.dataset.plot).times.length - 1;
              const area = element.querySelector(".u-over").getBoundingClientRect();
              const at = canvas.getBoundingClientRect();
              const scale = canvas.width / at.width;
              const width = (area.width * scale) / intervals;
              const right = (area.right - at.left) * scale - (fromTheEnd - 1) * width;
              const context = canvas.getContext("2d");
              const wide = Math.floor(width) - 4;
              let drawn = 0;
              for (let column = 0; column < wide; column++) {
                const x = Math.round(right - width) + 2 + column;
                const pixels = context.getImageData(x, 0, 1, canvas.height).data;
                for (let i = 0; i < pixels.length; i += 4) {
                  const distance = [0x2f, 0x7f, 0xc1].map((colour, c) => Math.abs(colour - pixels[i + c]));
                  if (pixels[i + 3] > 200 && Math.max(...distance) < 30) { drawn++; break; }
                }
              }
              return drawn / wide;
            }""",
            fromTheEnd);
    return ((Number) share).doubleValue();
  }

  private Page open(String path) {
    var page = browser().pageOf("local");
    page.navigate(rig().url(path));
    assertThat(page.locator("[aria-busy=true]")).hasCount(0);
    return page;
  }

  private static JsonNode plot(Page page, String title) {
    var figure =
        page.locator("figure", new Page.LocatorOptions().setHasText(title)).locator(".plot");
    assertThat(figure.locator("canvas")).isVisible();
    try {
      return Json.mapper().readTree(figure.getAttribute("data-plot"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The counts that are not 0. */
  private static List<Long> counts(JsonNode plot, String series) {
    return plot.path("series")
        .path(series)
        .valueStream()
        .map(JsonNode::asLong)
        .filter(count -> count > 0)
        .toList();
  }

  private void send(int records, Duration ago) {
    var at = Instant.now().minus(ago).toEpochMilli();
    for (int i = 0; i < records; i++) {
      rig()
          .send(
              new ProducerRecord<>(
                  rig().kafka.prefix().applyTo("cxone.call-results"),
                  null,
                  at + i,
                  ("c" + i).getBytes(StandardCharsets.UTF_8),
                  new byte[] {'{', '}'}));
    }
  }

  private void pushes(int count, String at, String kind) throws SQLException {
    rig()
        .execute(
            """
        INSERT INTO cxone_pushes(push_id, kind, key, event_id, outcome, status, attempts,
          event_time, answered_at, latency_ms)
        SELECT gen_random_uuid()::text, ?, 'k' || i, 'e', 'confirmed', 200, 1, now(), %s, i
        FROM generate_series(1, %d) AS i"""
                .formatted(at, count),
            kind);
  }
}
