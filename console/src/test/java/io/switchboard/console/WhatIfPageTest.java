package io.switchboard.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.switchboard.disposition.RulesFile;
import io.switchboard.ivr.definition.DefinitionFile;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A comparison from the upload to the differences. */
@Order(1)
final class WhatIfPageTest extends BrowserTest {
  /** So many that a comparison runs for seconds. */
  private static final int RESULTS = 60_000;

  private static final int CONTACTS = 20_000;

  /** All of it takes half a minute on a busy machine. */
  private static final ContainsTextOptions WHOLE_COMPARISON =
      new ContainsTextOptions().setTimeout(180_000);

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
  void shouldShowWhatOtherRulesWouldHaveDecided() {
    var page = upload("<img src=x>.yaml", "dispositions", rules());

    assertThat(page.locator(".outcome")).containsText("would be different", WHOLE_COMPARISON);
    var row = page.locator("tbody tr", new Page.LocatorOptions().setHasText("severity"));
    assertThat(row).containsText(new String[] {"medium"});
    assertThat(row).containsText(new String[] {"critical"});
    assertThat(page.locator("h1")).containsText("<img src=x>.yaml");
    Browser.screenshot(page, "what-if-done");
    assertThat(new AxeBuilder(page).setLegacyMode(true).analyze().getViolations()).isEmpty();
  }

  @Test
  void shouldStopAComparisonThatIsCancelled() {
    var page = upload("dispositions.yaml", "dispositions", rules());
    assertThat(page.locator("section[role=status]")).containsText(Pattern.compile("of 6"));
    Browser.screenshot(page, "what-if-running");

    button(page, "Cancel");

    assertThat(page.locator("section[role=status]")).containsText("Cancelled at");
    assertThat(page.getByText("Cancel", new Page.GetByTextOptions().setExact(true))).hasCount(0);
  }

  @Test
  void shouldRunOneComparisonAtATime() {
    var first = upload("dispositions.yaml", "dispositions", rules());
    assertThat(first.locator("progress")).isVisible();

    var second = upload("dispositions.yaml", "dispositions", rules());

    assertThat(second.locator("h1")).hasText("409");
    second.getByText("Go on").click();
    button(second, "Cancel");
    assertThat(first.locator("section[role=status]")).containsText("Cancelled at");
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
    Browser.screenshot(page, "what-if-problem");
  }

  @Test
  void shouldRefuseAnUploadWithAForgedToken() {
    var page = browser().page();
    page.navigate(rig().url("/what-if"));

    var answer =
        page.request()
            .post(
                rig().url("/what-if"),
                RequestOptions.create()
                    .setMultipart(
                        FormData.create()
                            .set("_csrf", "forged")
                            .set("kind", "dispositions")
                            .set("file", payload("dispositions.yaml", rules()))));

    assertThat(answer.status()).isEqualTo(403);
    page.reload();
    assertThat(page.locator("main")).not().containsText("running");
  }

  private static Page upload(String name, String kind, String text) {
    var page = browser().page();
    page.navigate(rig().url("/what-if"));
    page.locator("input[name=kind][value=" + kind + "]").check();
    page.locator("input[value=rules]").check();
    page.getByLabel("File", new Page.GetByLabelOptions().setExact(true))
        .setInputFiles(payload(name, text));
    button(page, "Compare");
    return page;
  }

  private static FilePayload payload(String name, String text) {
    return new FilePayload(name, "text/yaml", text.getBytes(UTF_8));
  }

  /** The shipped rules, but to call back later is critical. */
  private static String rules() {
    var changed = RulesFile.shippedText().replace("severity: medium", "severity: critical");
    assertThat(List.of(changed)).doesNotContain(RulesFile.shippedText());
    return changed;
  }
}
