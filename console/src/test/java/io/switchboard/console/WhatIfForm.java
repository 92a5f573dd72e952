package io.switchboard.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.switchboard.disposition.RulesFile;

/** The form of the what-if page. */
final class WhatIfForm {
  private WhatIfForm() {}

  /** Fills it in on the page that shows it; {@code Compare} is left to the test. */
  static Page fill(Page page, String name, String kind, String text) {
    page.locator("input[name=kind][value=" + kind + "]").check();
    page.locator("input[value=rules]").check();
    page.getByLabel("File", new Page.GetByLabelOptions().setExact(true))
        .setInputFiles(payload(name, text));
    return page;
  }

  static FilePayload payload(String name, String text) {
    return new FilePayload(name, "text/yaml", text.getBytes(UTF_8));
  }

  /** The shipped rules, but to call back later is critical. */
  static String changedRules() {
    var changed = RulesFile.shippedText().replace("severity: medium", "severity: critical");
    assertThat(changed).isNotEqualTo(RulesFile.shippedText());
    return changed;
  }
}
