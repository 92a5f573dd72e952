package io.switchboard.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page with data, as people see it: loaded once, then looked at in several ways. */
@Order(1)
@ParameterizedClass
@MethodSource("pages")
final class PagesTest extends BrowserTest {
  /** What comes from outside and must never be more than text. */
  private static final List<String> NAUGHTY =
      List.of(
          "<script>document.title='executed'</script>",
          "\"><img src=x onerror=\"document.title='executed'\">",
          "javascript:document.title='executed'",
          "{{7*7}}${7*7}#{7*7}",
          "'; DROP TABLE dispositions; --",
          "\u202Eright to left\u202C and zero\u200Bwidth",
          "田中さんにあげて下さい 👾 🙇 💁",
          "a".repeat(300));

  private static final String SHREDDED =
      """
      () => [...document.querySelectorAll("main th")]
        .filter(th => th.scrollWidth > th.clientWidth + 1 || th.clientHeight > 60)
        .map(th => th.textContent).join(", ")""";

  private static final List<String> ERRORS = new CopyOnWriteArrayList<>();
  private static @Nullable ConsoleRig rig;
  private static @Nullable Page page;

  private final String path;

  PagesTest(String path) {
    this.path = path;
  }

  @BeforeAll
  static void fill() throws SQLException {
    rig = ConsoleRig.sharedOpen();
    var number = 0;
    for (var text : NAUGHTY) {
      rig.send("dispositions.classified", text, "{\"contactId\":\"" + number++ + "\"}");
      rig.send("cxone.call-results", "c-1", text);
      new DeadLetterRig(rig, text).refused(number, text, text, text);
      rig.execute(
          """
          INSERT INTO dispositions VALUES (?, ?, ?, 'answered', 'unclassified', 'low', 'none', '1',
            ?, 1, NULL, false, now(), 'event', now(), NULL)""",
          "e" + number,
          text,
          text,
          text);
      rig.execute(
          """
          INSERT INTO ivr_outcomes VALUES (?, 'completed', ?, '["1"]', jsonb_build_array(?::text),
            now(), now(), 1000, NULL, ?, 'd', 'menu')""",
          text,
          text,
          text,
          "gold");
      rig.execute(
          """
          INSERT INTO cxone_pushes VALUES (?, 'contact', ?, 'e', 'dead_lettered', 404, 1, now(),
            now(), 10, ?)""",
          "p" + number,
          text,
          text);
      rig.execute(
          """
          INSERT INTO dnc_decisions VALUES (?, 'e', ?, 'unresolved', 'optOut', now(), now(), now(),
            'disposition', true, ?, '9', ?, ?, 1, 'h', 'h')""",
          "d" + number,
          "contact:" + text,
          text,
          text,
          text);
    }
  }

  static ConsoleRig rig() {
    if (rig == null) {
      throw new IllegalStateException("the console is started before the first test");
    }
    return rig;
  }

  static List<String> pages() {
    return List.of(
        "/",
        "/live",
        "/calls",
        "/trace",
        "/trace?q=c-1",
        "/consent",
        "/consent/decision:d1",
        "/consent/decision:d1/resolve",
        "/consent/opt-out",
        "/dispositions",
        "/dead-letters",
        "/dead-letters?state=all&where=key+prefix+%27%3Cscript%3E%27",
        "/dead-letters/disposition-streams/0/0",
        "/dead-letters/redrive",
        "/dead-letters/park",
        "/what-if",
        "/pushes",
        "/audit",
        "/no-such-page");
  }

  @BeforeParameterizedClassInvocation
  static void load(String path) {
    ERRORS.clear();
    if (page == null) {
      page = browser().page();
      page.onPageError(ERRORS::add);
    }
    page.navigate(rig().url(path));
  }

  /** The tests of a path look at one page: it stays open between them. */
  @Override
  void closePages() {}

  @AfterAll
  static void closePage() {
    if (page != null) {
      page.close();
      page = null;
    }
  }

  @BeforeEach
  void showInWideWindow() {
    page().setViewportSize(1280, 800);
    assertThat(page().locator("h1").first()).isVisible();
  }

  private static Page page() {
    return Objects.requireNonNull(page);
  }

  @Test
  void shouldShowHostileTextAsText() {
    assertThat(page().title()).doesNotContain("executed").endsWith("Switchboard");
    assertThat(ERRORS).isEmpty();
    assertThat(page().content()).as("text that reverses its surroundings").doesNotContain("\u202E");
  }

  @Test
  void shouldKeepColumnsReadableBesideHostileText() {
    assertThat(page().evaluate(SHREDDED)).as("columns narrower than their names").isEqualTo("");
  }

  @Test
  void shouldHaveNoAccessibilityViolation() {
    page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    var light = Accessibility.violations(page());
    page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    var dark = Accessibility.violationsOfContrast(page());

    assertThat(light).as("%s in light colours", path).isEmpty();
    assertThat(dark).as("%s in dark colours", path).isEmpty();
  }

  @Test
  void shouldFitANarrowScreen() {
    page().setViewportSize(360, 800);

    // plots follow their element's width one frame after the resize
    await()
        .pollInSameThread()
        .untilAsserted(
            () ->
                assertThat(widerThanTheScreen(page()))
                    .as("what is wider than the screen on %s", path)
                    .isEqualTo(""));
  }

  private static Object widerThanTheScreen(Page page) {
    return page.evaluate(
        """
        () => document.documentElement.scrollWidth <= innerWidth ? "" :
          [...document.querySelectorAll("main *")]
            .filter(e =>
              e.getBoundingClientRect().right > innerWidth && !e.closest(".scroll"))
            .map(e => e.tagName + "." + e.className).join(" ")""");
  }
}
