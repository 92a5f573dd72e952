package io.switchboard.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.switchboard.disposition.RulesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Makes the pictures of docs/console.md from a console that runs: {@code ./switchboard up --traffic
 * 5} for ten minutes, one dead letter at least, then {@code -Dtest=ScreenshotsTest
 * -Dswitchboard.screenshots=http://127.0.0.1:8081}.
 */
@EnabledIfSystemProperty(named = ScreenshotsTest.PROPERTY, matches = "http.*")
final class ScreenshotsTest extends BrowserTest {
  static final String PROPERTY = "switchboard.screenshots";

  private static final Path IMAGES = Path.of("..", "docs", "images");
  private static final int MAX_BYTES = 200_000;
  private static final int WIDE = 1280;
  private static final int NARROW = 360;

  @Test
  void shouldMakeThePicturesOfTheDocumentation() throws IOException {
    Files.createDirectories(IMAGES);
    var page = browser().page(WIDE, ColorScheme.LIGHT);
    take(page, "/?last=15m", "overview");
    take(page, "/live", "live");
    take(page, "/calls?last=15m", "calls");
    var call = page.locator("[aria-label='Calls that ended'] a").first().textContent();
    take(page, "/calls/" + call, "call");
    take(page, "/trace?q=" + call + "&last=1h", "trace");
    take(page, "/consent", "consent");
    take(page, "/dispositions?last=15m", "dispositions");
    take(page, "/dead-letters", "dead-letters");
    page.locator("main a[href*='/dead-letters/redrive']").click();
    picture(page, "redrive");
    take(page, "/pushes?last=15m", "pushes");
    compare(page);
    take(page, "/audit", "audit");
    var dark = browser().page(WIDE, ColorScheme.DARK);
    take(dark, "/?last=15m", "overview-dark");
    var narrow = browser().page(NARROW, ColorScheme.LIGHT);
    take(narrow, "/?last=15m", "overview-narrow");

    try (var made = Files.list(IMAGES)) {
      assertThat(made.filter(it -> it.toString().endsWith(".png")))
          .allSatisfy(it -> assertThat(Files.size(it)).isLessThan(MAX_BYTES));
    }
  }

  private static void compare(Page page) {
    page.navigate(url("/what-if"));
    var rules = RulesFile.shippedText().replace("severity: medium", "severity: critical");
    page.getByLabel("File", new Page.GetByLabelOptions().setExact(true))
        .setInputFiles(new FilePayload("stricter.yaml", "text/yaml", rules.getBytes(UTF_8)));
    button(page, "Compare");
    assertThat(page.locator(".outcome")).isVisible();
    picture(page, "what-if");
  }

  private static void take(Page page, String path, String name) {
    page.navigate(url(path));
    picture(page, name);
  }

  private static void picture(Page page, String name) {
    assertThat(page.locator("[aria-busy=true]")).hasCount(0);
    var plots = page.locator(".plot[data-plot]");
    assertThat(plots.locator("canvas")).hasCount(plots.count());
    assertThat(page.locator("#tasks .empty").filter(reading())).hasCount(0);
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(IMAGES.resolve("console-" + name + ".png"))
            .setClip(0, 0, page.viewportSize().width, height(name)));
  }

  /** The table of live records makes the largest file. */
  private static int height(String name) {
    return name.equals("live") ? 600 : 800;
  }

  private static Locator.FilterOptions reading() {
    return new Locator.FilterOptions().setHasText("is being read");
  }

  private static String url(String path) {
    return System.getProperty(PROPERTY, "") + path;
  }
}
