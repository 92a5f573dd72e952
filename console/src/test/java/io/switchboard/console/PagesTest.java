package io.switchboard.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.options.ColorScheme;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page with data, as people see it. */
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

  private static @org.jspecify.annotations.Nullable ConsoleRig rig;

  @BeforeAll
  static void fill() throws SQLException {
    rig = ConsoleRig.open();
    var number = 0;
    for (var text : NAUGHTY) {
      rig.send("dispositions.classified", text, "{\"contactId\":\"" + number++ + "\"}");
      rig.send("cxone.call-results", "c-1", text);
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

  @AfterAll
  static void close() {
    if (rig != null) {
      rig.close();
    }
  }

  static ConsoleRig rig() {
    if (rig == null) {
      throw new IllegalStateException("the console is started before the first test");
    }
    return rig;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/live",
        "/calls",
        "/trace",
        "/trace?q=c-1",
        "/consent",
        "/consent/decision:d1",
        "/dispositions",
        "/pushes",
        "/audit",
        "/no-such-page"
      })
  void shouldShowHostileTextAsText(String path) {
    var page = browser().page();
    var errors = new ArrayList<String>();
    page.onPageError(errors::add);

    page.navigate(rig().url(path));

    assertThat(page.locator("h1").first()).isVisible();
    assertThat(page.title()).doesNotContain("executed").endsWith("Switchboard");
    assertThat(errors).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/live",
        "/calls",
        "/trace?q=c-1",
        "/consent",
        "/consent/decision:d1",
        "/dispositions",
        "/pushes",
        "/audit"
      })
  void shouldHaveNoAccessibilityViolation(String path) {
    for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      var page = browser().page(1280, scheme);
      page.navigate(rig().url(path));
      assertThat(page.locator("h1").first()).isVisible();

      var violations = new AxeBuilder(page).analyze().getViolations();

      assertThat(violations).as("%s in %s", path, scheme).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/live",
        "/calls",
        "/trace?q=c-1",
        "/consent",
        "/consent/decision:d1",
        "/dispositions",
        "/pushes",
        "/audit"
      })
  void shouldFitANarrowScreen(String path) {
    var page = browser().page(360, ColorScheme.LIGHT);

    page.navigate(rig().url(path));

    assertThat(page.locator("h1").first()).isVisible();
    Browser.screenshot(page, "narrow" + path.replaceAll("[^a-z]+", "-"));
    var wide =
        page.evaluate(
            """
            () => document.documentElement.scrollWidth <= innerWidth ? "" :
              [...document.querySelectorAll("main *")]
                .filter(e => e.getBoundingClientRect().right > innerWidth && !e.closest(".scroll"))
                .map(e => e.tagName + "." + e.className).join(" ")""");
    assertThat(wide).as("what is wider than the screen on %s", path).isEqualTo("");
  }
}
