package io.switchboard.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.ivr.definition.DefinitionFile;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Callers, the drawn menu and single calls. */
final class CallsPageTest extends BrowserTest {
  private static final List<String> ALL = List.of("main_menu", "department", "confirm");
  private static final String PIN_MENU =
      DefinitionFile.shippedText()
          .replace("name: shipped", "name: pin")
          .replace("A: confirm", "A: pin")
          .replace(
              "  confirm:\n    type: menu",
              "  pin: {type: collect, min: 4, max: 4, sensitive: true, globals: false,"
                  + " next: confirm}\n  confirm:\n    type: menu");

  private static @Nullable ConsoleRig rig;
  private static @Nullable CallRig calls;

  @BeforeAll
  static void fill() throws SQLException {
    var started = ConsoleRig.open();
    var shipped = CallRig.shipped(started);
    for (int i = 0; i < 8; i++) {
      shipped.row(
          "done-" + i, Outcome.COMPLETED, List.of("1", "A", "1"), ALL, Duration.ofMinutes(i));
    }
    shipped.row("left-1", Outcome.HUNG_UP, List.of("2"), ALL.subList(0, 2), Duration.ofMinutes(3));
    shipped.row("left-2", Outcome.TIMED_OUT, List.of(), ALL.subList(0, 1), Duration.ofHours(30));
    rig = started;
    calls = shipped;
  }

  @AfterAll
  static void close() {
    if (rig != null) {
      rig.close();
    }
  }

  /** The calls of one test are not counted by the next one. */
  @AfterEach
  void removeCallsThatEnded() throws SQLException {
    rig().execute("DELETE FROM ivr_outcomes WHERE call_id LIKE 'here-%' OR call_id LIKE 'told-%'");
  }

  private static ConsoleRig rig() {
    return Objects.requireNonNull(rig);
  }

  private static CallRig calls() {
    return Objects.requireNonNull(calls);
  }

  @Test
  void shouldDrawTheMenuWithTheCallsOfTheWindow() {
    var page = open("/calls?last=24h");

    assertThat(page.locator(".menu-drawing .visits").first()).hasText("9 calls, 100 %");
    assertThat(page.locator(".menu-drawing .dropped")).hasText("11 % left here");
    assertThat(page.locator(".menu-drawing .share"))
        .hasText(new String[] {"89 %", "100 %"}); // in the order of the definition's nodes
    Browser.screenshot(page, "calls");
  }

  @Test
  void shouldCountTheCallsOfALongerWindow() {
    var page = open("/calls?last=24h");

    button(page, "7d");

    assertThat(page).hasURL(Pattern.compile("last=7d"));
    assertThat(page.locator(".menu-drawing .visits").first()).hasText("10 calls, 100 %");
  }

  @Test
  void shouldGoBackToTheFormerWindow() {
    var page = open("/calls?last=24h");
    button(page, "7d");
    assertThat(page).hasURL(Pattern.compile("last=7d"));

    page.goBack();

    assertThat(page.locator(".menu-drawing .visits").first()).hasText("9 calls, 100 %");
  }

  @Test
  void shouldGoForwardToTheLaterWindow() {
    var page = open("/calls?last=24h");
    button(page, "7d");
    assertThat(page).hasURL(Pattern.compile("last=7d"));
    page.goBack();

    page.goForward();

    assertThat(page.locator(".menu-drawing .visits").first()).hasText("10 calls, 100 %");
  }

  @Test
  void shouldShowACallerWhoComesWhileThePageIsOpen() throws SQLException {
    var page = open("/calls");

    calls().pressed("here-1", "", "department", List.of("1"));

    assertThat(page.locator("#callers")).containsText("here-1");
    assertThat(page.locator(".menu-drawing [data-node=department]")).hasText("1 caller now");
    calls().ended("here-1", Outcome.COMPLETED, List.of("1"), ALL);
  }

  @Test
  void shouldRemoveACallerWhoseCallEndsWhileThePageIsOpen() throws SQLException {
    calls().pressed("here-2", "", "confirm", List.of("1", "A"));
    var page = open("/calls");
    assertThat(page.locator("#callers")).containsText("here-2");

    calls().ended("here-2", Outcome.COMPLETED, List.of("1", "A"), ALL);

    assertThat(page.locator("#callers")).not().containsText("here-2");
    assertThat(page.locator(".menu-drawing [data-node=confirm]")).hasText("");
  }

  @Test
  void shouldListTheCallsThatLeftAtANode() {
    var page = open("/calls?last=24h");

    page.locator("table a", new Page.LocatorOptions().setHasText("hung_up")).first().click();

    assertThat(page).hasURL(Pattern.compile("node=department&outcome=hung_up"));
    assertThat(page.locator("[aria-label='Calls that ended'] tbody tr")).hasCount(1);
    assertThat(page.locator("[aria-label='Calls that ended'] tbody")).containsText("left-1");
  }

  @Test
  void shouldTellACallAsATimeLine() throws SQLException {
    calls().pressed("told-1", "", "main_menu", List.of());
    calls().pressed("told-1", "1", "department", List.of("1"));
    calls().ended("told-1", Outcome.HUNG_UP, List.of("1"), ALL.subList(0, 2));
    var page = open("/calls/told-1");

    assertThat(page.locator(".timeline tbody tr.pressed")).containsText("1");
    assertThat(page.locator(".timeline tbody tr.heard").first()).containsText("main_menu");
    assertThat(page.locator(".timeline tbody tr.outcome")).containsText("hung up");
    assertThat(page.locator("h1")).containsText("told-1");
    assertThat(page.locator("main")).containsText("***71");
    Browser.screenshot(page, "call");
  }

  @Test
  void shouldTellWhatItCanOfACallWithRecordsThatLackFields() {
    calls().pressed("odd-1", "", "main_menu", List.of());
    for (var topic : List.of("ivr.decisions", "ivr.outcomes", "cxone.pushes")) {
      rig().send(topic, "odd-1", "{\"callId\":\"odd-1\"}");
    }

    var page = open("/calls/odd-1");

    assertThat(page.locator(".timeline tbody tr.heard")).containsText("main_menu");
    assertThat(page.locator(".timeline tbody tr.failed")).hasCount(3);
  }

  @Test
  void shouldTellACallThatIsNotOver() {
    calls().pressed("open-1", "", "main_menu", List.of());
    var page = open("/calls");
    assertThat(page.locator("#callers")).containsText("open-1");

    page.locator("#callers a", new Page.LocatorOptions().setHasText("open-1")).click();

    assertThat(page.locator("h1")).containsText("in the menu now");
    assertThat(page.locator(".timeline tbody tr.heard")).containsText("main_menu");
  }

  @Test
  void shouldHideSensitiveDigitsUntilTheyAreRevealed() throws SQLException {
    try (var own = ConsoleRig.open()) {
      var pins = CallRig.of(own, DefinitionFile.trusted(PIN_MENU));
      pins.pressed("pin-1", "1", "pin", List.of("1"));
      pins.pressed("pin-1", "4711", "confirm", List.of("1", "***"));
      pins.ended("pin-1", Outcome.COMPLETED, List.of("1", "***"), List.of("main_menu", "pin"));
      var page = browser().page();
      page.navigate(own.url("/live"));
      assertThat(page.locator("#records")).containsText("menu_request");
      assertThat(page.locator("#records")).not().containsText("4711");
      page.navigate(own.url("/calls/pin-1"));
      assertThat(page.locator(".timeline tbody tr.pressed").last()).containsText("***");
      assertThat(page.locator(".timeline")).not().containsText("4711");

      button(page, "Reveal number and digits");

      assertThat(page.locator(".timeline tbody tr.pressed").last()).containsText("4711");
      assertThat(page.locator("main")).containsText("+14155552671");
      assertThat(own.values("console.audit")).singleElement().asString().contains("pin-1");
    }
  }

  @Test
  void shouldSayWhatToDoWithoutACall() {
    var page = openAs("ben", "/calls"); // no test has calls on the shared console

    assertThat(page.locator("#callers")).containsText("No caller is in the menu now");
    assertThat(page.locator("main")).containsText("./switchboard up --traffic 5");
    assertThat(page.locator("main")).containsText("./switchboard ivr activate shipped");
  }

  @Test
  void shouldScrollTheDrawingOnANarrowScreen() {
    var page = browser().page(360, ColorScheme.DARK);

    page.navigate(rig().url("/calls?last=24h"));

    var drawing = page.locator(".drawing");
    assertThat(drawing).isVisible();
    assertThat((Boolean) drawing.evaluate("e => e.scrollWidth > e.clientWidth")).isTrue();
    drawing.focus();
    page.keyboard().press("End");
    Browser.screenshot(page, "calls-narrow-dark");
  }

  private static Page open(String path) {
    var page = browser().pageOf("local");
    page.navigate(rig().url(path));
    return page;
  }
}
