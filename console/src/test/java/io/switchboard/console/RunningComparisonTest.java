package io.switchboard.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A comparison that is still running. */
@Order(1)
final class RunningComparisonTest extends BrowserTest {
  /** So many that a comparison runs for seconds. */
  private static final int RESULTS = 60_000;

  private static final int CONTACTS = 20_000;

  private static @Nullable ConsoleRig rig;

  @BeforeAll
  static void record() {
    rig = ConsoleRig.open();
    for (var i = 0; i < RESULTS; i++) {
      rig.sendLater(
          "cxone.call-results",
          "c-" + i % CONTACTS,
          "{\"contactId\":\"c-%d\",\"dispositionCode\":\"%s\",\"callResult\":\"x\"}"
              .formatted(i % CONTACTS, i % 3 == 0 ? "2001" : "1001"));
    }
    rig.flush();
  }

  @AfterAll
  static void close() {
    if (rig != null) {
      rig.close();
    }
  }

  private static ConsoleRig rig() {
    return Objects.requireNonNull(rig);
  }

  @Test
  void shouldStopAComparisonThatIsCancelled() {
    var page = start(form());
    assertThat(page.locator("section[role=status]")).containsText(Pattern.compile("of 6"));

    button(page, "Cancel");

    assertThat(page.locator("section[role=status]")).containsText("Cancelled at");
    assertThat(page.getByText("Cancel", new Page.GetByTextOptions().setExact(true))).hasCount(0);
  }

  @Test
  void shouldRunOneComparisonAtATime() {
    var second = form();
    var first = start(form());
    assertThat(first.locator("progress")).isVisible();

    start(second);

    assertThat(second.locator("h1")).hasText("409");
    second.getByText("Go on").click();
    button(second, "Cancel");
    assertThat(first.locator("section[role=status]")).containsText("Cancelled at");
  }

  private static Page form() {
    var page = browser().page();
    page.navigate(rig().url("/what-if"));
    return WhatIfForm.fill(page, "dispositions.yaml", "dispositions", WhatIfForm.changedRules());
  }

  private static Page start(Page form) {
    button(form, "Compare");
    return form;
  }
}
