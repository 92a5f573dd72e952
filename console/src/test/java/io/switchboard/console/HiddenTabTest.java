package io.switchboard.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Live pages behind other tabs of their browser. */
final class HiddenTabTest extends BrowserTest {
  private final ConsoleRig rig = ConsoleRig.sharedOpen();

  @Test
  void shouldAnswerASeventhTabBesideSixHiddenOnes() {
    var tab = browser().page();
    for (var path : List.of("/live", "/", "/calls", "/live", "/", "/calls")) {
      var hidden = tab.context().newPage();
      hidden.waitForResponse(
          response -> response.url().contains("/stream"), () -> hidden.navigate(rig.url(path)));
      setHidden(hidden, true);
    }

    tab.navigate(rig.url("/consent/opt-out"));

    tab.getByLabel("Phone number").fill("(415) 555-2691");
    tab.getByLabel("Why").fill("told the agent");
    button(tab, "Show the plan");
    assertThat(tab.locator("h1")).hasText("Opt out +14155552691?");
  }

  @Test
  void shouldShowOnLiveWhatCameWhileThePageWasHidden() {
    var page = live("hidden-1");
    var ended = new ArrayList<String>();
    page.onRequestFailed(request -> ended.add(request.url()));
    page.evaluate(
        """
        () => {
          const state = document.getElementById("live-state");
          window.states = [];
          new MutationObserver(() => window.states.push(state.textContent))
            .observe(state, { childList: true });
        }""");
    setHidden(page, true);
    sendBetweenOthers("hidden-1");
    assertThat(page.locator("#records tr")).hasCount(0);

    setHidden(page, false);

    assertThat(page.locator("#records tr")).hasCount(1);
    assertThat(page.locator("#records")).containsText("hidden-1");
    assertThat(ended).singleElement().asString().contains("/live/stream");
    assertThat(page.evaluate("() => window.states"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .allMatch("Live"::equals);
  }

  @Test
  void shouldStayPausedWhenThePageIsShownAgain() {
    var page = live("hidden-2");
    rig.send("dispositions.classified", "before", "{\"contactId\":\"hidden-2\"}");
    assertThat(page.locator("#records tr")).hasCount(1);
    button(page, "Pause");
    setHidden(page, true);
    sendBetweenOthers("hidden-2");

    setHidden(page, false);

    assertThat(page.locator("#live-state")).hasText("Paused, 1 updates waiting");
    assertThat(page.locator("#records tr")).hasCount(1);
    button(page, "Resume");
    assertThat(page.locator("#records tr")).hasCount(2);
    assertThat(page.locator("#live-state")).hasText("Live");
  }

  @Test
  void shouldSayHowManyRecordsCameMeanwhileThatTheConsoleNoLongerHas() {
    try (var own = ConsoleRig.open()) {
      var page = browser().page();
      page.navigate(own.url("/live?where=offset+%3C+0"));
      own.send("dispositions.classified", "before", "{}");
      assertThat(page.locator("#live-state")).hasText("Live");
      setHidden(page, true);
      for (var i = 0; i < 6_500; i++) {
        own.sendLater("dispositions.classified", "other", "{}");
      }
      // with their key: behind them in the same partition
      own.send("dispositions.classified", "other", "{\"contactId\":\"last\"}");
      await().pollInSameThread().untilAsserted(() -> hasRead(own, "contactId", "last"));

      setHidden(page, false);

      assertThat(page.locator("#live-state")).hasText("Live, 1.5k records missing");
    }
  }

  @Test
  void shouldFillThePlotWithTheSecondsOfAHiddenPage() {
    var page = browser().page().context().newPage();
    page.addInitScript(
        """
        const parse = JSON.parse;
        JSON.parse = text => {
          const value = parse(text);
          if (value.times) window.plot ??= value;
          return value;
        };""");
    page.navigate(rig.url("/"));
    await() // of a console that has just been started
        .pollInSameThread()
        .until(
            () ->
                (Boolean)
                    page.evaluate("() => Object.values(window.plot.series)[0].at(-8) != null"));
    setHidden(page, true);
    var hidden =
        numbers(
            page.evaluate(
                """
                () => {
                  Object.values(window.plot.series).forEach(values => values.splice(-8));
                  return window.plot.times.splice(-8);
                }"""));

    setHidden(page, false);

    await()
        .pollInSameThread()
        .untilAsserted(
            () ->
                assertThat(numbers(page.evaluate("() => window.plot.times")))
                    .containsAll(hidden)
                    .isSorted());
  }

  private static List<Integer> numbers(Object list) {
    return ((List<?>) list).stream().map(Integer.class::cast).toList();
  }

  private Page live(String contact) {
    var page = browser().page();
    page.navigate(rig.url(livePath(contact)));
    assertThat(page.locator("#live-state")).hasText("Live");
    return page;
  }

  private static String livePath(String contact) {
    return "/live?where=contactId+%3D+%27" + contact + "%27";
  }

  /** More records than a stream sends at once, until the console has all of them. */
  private void sendBetweenOthers(String contact) {
    for (var i = 0; i < 300; i++) {
      if (i == 150) {
        rig.sendLater(
            "dispositions.classified", contact, "{\"contactId\":\"%s\"}".formatted(contact));
      }
      rig.sendLater("dispositions.classified", "other-" + i, "{}");
    }
    rig.send("dispositions.classified", contact + "-last", "{}");
    await().pollInSameThread().untilAsserted(() -> hasRead(rig, "key", contact + "-last"));
  }

  private static void hasRead(ConsoleRig rig, String field, String value)
      throws IOException, InterruptedException {
    assertThat(rig.html("/live?where=" + field + "+%3D+%27" + value + "%27"))
        .contains("/live/dispositions.classified/");
  }

  /** Headless pages are all shown, also those behind others. */
  private static void setHidden(Page page, boolean hidden) {
    page.evaluate(
        """
        hidden => {
          const state = hidden ? "hidden" : "visible";
          Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
          Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden);
  }
}
