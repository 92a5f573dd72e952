package io.switchboard.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LivePageTest extends BrowserTest {
  private final ConsoleRig rig = ConsoleRig.open();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void shouldShowARecordThatArrivesWhileThePageIsOpen() {
    var page = live(browser().page(), "");

    rig.send(
        "dispositions.critical", "c-1", "{\"contactId\":\"c-1\",\"phoneNumber\":\"+14155552671\"}");

    assertThat(page.locator("#records tr")).hasCount(1);
    assertThat(page.locator("#records")).containsText("***71");
    Browser.screenshot(page, "live");
  }

  @Test
  void shouldShowOnlyWhatTheFilterSelects() {
    rig.send("dispositions.classified", "c-1", "{\"severity\":\"low\"}");
    rig.send("dispositions.classified", "c-2", "{\"severity\":\"critical\"}");
    var page = browser().page(360, ColorScheme.DARK);

    live(page, "?where=severity+%3D+%27critical%27");

    assertThat(page.locator("#records tr")).hasCount(1);
    assertThat(page.locator("#records")).containsText("c-2");
    Browser.screenshot(page, "live-narrow-dark");
  }

  private Page live(Page page, String query) {
    page.navigate(rig.url("/live" + query));
    assertThat(page.locator("#live-state")).hasText("Live");
    return page;
  }
}
