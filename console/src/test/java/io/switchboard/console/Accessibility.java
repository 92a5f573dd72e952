package io.switchboard.console;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.List;

/**
 * What axe-core finds on a page. Its script is loaded once for all runs on a page, and only
 * violations leave the browser: the whole report of a page takes longer to carry than to make.
 */
final class Accessibility {
  private static final String SCRIPT = AxeBuilder.getAxeScript();

  private static final String RUN =
      """
      async rules => {
        const options = { resultTypes: ["violations"] };
        if (rules.length) options.runOnly = { type: "rule", values: rules };
        const found = await axe.run(document, options);
        return found.violations.flatMap(rule =>
          rule.nodes.map(node => rule.id + " at " + node.target + ": " + node.html));
      }""";

  private Accessibility() {}

  /** By all rules. */
  static List<String> violations(Page page) {
    return run(page, List.of());
  }

  /** By the one rule whose outcome depends on the colours. */
  static List<String> violationsOfContrast(Page page) {
    return run(page, List.of("color-contrast"));
  }

  private static List<String> run(Page page, List<String> rules) {
    if (page.evaluate("typeof axe").equals("undefined")) {
      page.evaluate(SCRIPT);
    }
    var found = (List<?>) page.evaluate(RUN, rules);
    return found.stream().map(String::valueOf).toList();
  }
}
