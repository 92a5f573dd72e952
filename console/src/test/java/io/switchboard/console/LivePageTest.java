package io.switchboard.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

/** Live records; a filter leaves out those of other tests. */
final class LivePageTest extends BrowserTest {
  private final ConsoleRig rig = ConsoleRig.shared();

  @Test
  void shouldShowARecordThatArrivesWhileThePageIsOpen() {
    var page = live("contactId+%3D+%27live-1%27", browser().pageOf("ben"));

    rig.send(
        "dispositions.critical",
        "live-1",
        "{\"contactId\":\"live-1\",\"phoneNumber\":\"+14155552671\"}");

    assertThat(page.locator("#records tr")).hasCount(1);
    assertThat(page.locator("#records")).containsText("***71");
    Browser.screenshot(page, "live");
  }

  @Test
  void shouldShowOnlyWhatTheFilterSelects() {
    rig.send("dispositions.classified", "live-2", "{\"severity\":\"mild\"}");
    rig.send("dispositions.classified", "live-3", "{\"severity\":\"extreme\"}");

    var page = live("severity+%3D+%27extreme%27", browser().page(360, ColorScheme.DARK));

    assertThat(page.locator("#records tr")).hasCount(1);
    assertThat(page.locator("#records")).containsText("live-3");
    Browser.screenshot(page, "live-narrow-dark");
  }

  private static Page live(String where, Page page) {
    openAs("ben", "/live?where=" + where, page);
    assertThat(page.locator("#live-state")).hasText("Live");
    return page;
  }
}
