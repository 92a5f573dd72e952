package io.switchboard.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages without a mouse. */
@ResourceLock(ConsoleRig.SHARED)
final class KeyboardTest extends BrowserTest {
  private static final int MAX_STEPS = 120;

  @Test
  void shouldLeadPastTheNavigation() {
    var page = openAs("ben", "/calls");

    page.keyboard().press("Tab");
    assertThat(page.locator(".skip")).isFocused();
    page.keyboard().press("Enter");

    assertThat(page).hasURL(ConsoleRig.shared().url("/calls#main"));
  }

  @Test
  void shouldChooseAWindow() {
    var page = openAs("ben", "/dispositions");

    focus(page, "button[name=last][value='1h']");
    page.keyboard().press("Enter");

    assertThat(page).hasURL(ConsoleRig.shared().url("/dispositions?last=1h"));
  }

  @Test
  void shouldWalkTheRowsOfATableAndFollowTheLinkOfOne() {
    var letters = new DeadLetterRig(ConsoleRig.shared(), "keyboard");
    letters.refused(1, "first", "{}", "no code");
    letters.refused(2, "second", "{}", "no code");
    var page = openAs("ben", letters.address());
    focus(page, "[aria-label='Dead letters']");

    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowUp");
    page.keyboard().press("Enter");

    assertThat(page.locator("h1")).containsText("Dead letter");
    assertThat(page.locator("main")).containsText("second"); // the newest comes first
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/live",
        "/calls",
        "/trace",
        "/consent",
        "/consent/opt-out",
        "/dispositions",
        "/dead-letters",
        "/what-if",
        "/pushes",
        "/audit"
      })
  void shouldReachEverythingAndShowWhereTheFocusIs(String path) {
    var page = openAs("ben", path);
    assertThat(page.locator("[aria-busy=true]")).hasCount(0);

    var focused = focusAll(page);

    assertThat(focused).as("the last link of the navigation").contains("/audit");
    assertThat(focused).as("elements that do not show the focus").noneMatch("hidden"::equals);
  }

  private static void focus(Page page, String selector) {
    for (int i = 0; i < MAX_STEPS; i++) {
      page.keyboard().press("Tab");
      if ((Boolean) page.evaluate("s => document.activeElement.matches(s)", selector)) {
        return;
      }
    }
    throw new AssertionError("the keyboard does not reach " + selector);
  }

  /** Steps through the page; the paths of links, and "hidden" for what does not show the focus. */
  private static List<String> focusAll(Page page) {
    var seen = new ArrayList<String>();
    for (int i = 0; i < MAX_STEPS; i++) {
      page.keyboard().press("Tab");
      var at =
          (String)
              page.evaluate(
                  """
                  () => {
                    const e = document.activeElement;
                    if (!e || e === document.body) return "";
                    const style = getComputedStyle(e), box = e.getBoundingClientRect();
                    const shown = style.outlineStyle !== "none" || style.boxShadow !== "none";
                    const visible = box.width > 0 && box.height > 0 && box.right > 0;
                    return shown && visible ? e.getAttribute("href") || e.tagName : "hidden";
                  }""");
      if (at.isEmpty()) {
        return seen;
      }
      seen.add(at);
    }
    return seen;
  }
}
