package io.switchboard.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.switchboard.ivr.definition.DefinitionFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A comparison from the upload to the differences. */
@ResourceLock(ConsoleRig.SHARED)
final class WhatIfPageTest extends BrowserTest {
  /** All of it takes half a minute on a busy machine. */
  private static final ContainsTextOptions WHOLE_COMPARISON =
      new ContainsTextOptions().setTimeout(180_000);

  @BeforeAll
  static void record() {
    for (var code : new String[] {"1001", "2001"}) {
      ConsoleRig.shared()
          .send(
              "cxone.call-results",
              "what-if-" + code,
              "{\"contactId\":\"what-if-%1$s\",\"dispositionCode\":\"%1$s\",\"callResult\":\"x\"}"
                  .formatted(code));
    }
  }

  @Test
  void shouldShowWhatOtherRulesWouldHaveDecided() {
    var page = upload("<img src=x>.yaml", "dispositions", WhatIfForm.changedRules());

    assertThat(page.locator(".outcome")).containsText("would be different", WHOLE_COMPARISON);
    var row = page.locator("tbody tr", new Page.LocatorOptions().setHasText("severity"));
    assertThat(row).containsText(new String[] {"medium"});
    assertThat(row).containsText(new String[] {"critical"});
    assertThat(page.locator("h1")).containsText("<img src=x>.yaml");
    assertThat(Accessibility.violations(page)).isEmpty();
  }

  @Test
  void shouldCompareAMenu() {
    var page = upload("ivr.yaml", "ivr", DefinitionFile.shippedText());

    assertThat(page.locator(".outcome")).containsText("There is no decision in this window");
  }

  @Test
  void shouldNameTheLinesOfAFileThatCannotBeUsed() {
    var page = upload("ivr.yaml", "ivr", "version: 1\nnodes: <script>");

    assertThat(page.getByRole(AriaRole.ALERT)).containsText(Pattern.compile("\\d+:\\d+ "));
    assertThat(page.getByLabel("A menu (ivr.yaml)")).isChecked();
  }

  @Test
  void shouldSayThatAFileIsTooLarge() {
    var page = upload("large.yaml", "dispositions", "#".repeat(3_000_000));

    assertThat(page.locator("main")).containsText("larger than 1 MB");
  }

  @Test
  void shouldRefuseAnUploadWithAForgedToken() {
    var page = openAs("ann", "/what-if");

    var answer =
        page.request()
            .post(
                ConsoleRig.shared().url("/what-if"),
                RequestOptions.create()
                    .setMultipart(
                        FormData.create()
                            .set("_csrf", "forged")
                            .set("kind", "dispositions")
                            .set(
                                "file",
                                WhatIfForm.payload(
                                    "dispositions.yaml", WhatIfForm.changedRules()))));

    assertThat(answer.status()).isEqualTo(403);
    page.reload();
    assertThat(page.locator("main")).not().containsText("running");
  }

  private static Page upload(String name, String kind, String text) {
    var page = WhatIfForm.fill(openAs("ann", "/what-if"), name, kind, text);
    button(page, "Compare");
    return page;
  }
}
