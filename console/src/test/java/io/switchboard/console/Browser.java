package io.switchboard.console;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Debian's Chromium, driven by Playwright; nothing is downloaded. Its headless shell needs a fifth
 * of the processor time for a page and is preferred.
 */
final class Browser implements AutoCloseable {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  private final Map<String, BrowserContext> kept = new HashMap<>();

  private Browser(Path executable) {
    playwright =
        Playwright.create(
            new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    chromium =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(executable)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  /** Starts it; without a Chromium on this machine the tests are skipped, and say so. */
  static Browser start() {
    var executable =
        Stream.of(
                "/usr/bin/chromium-headless-shell",
                "/usr/bin/chromium",
                "/usr/bin/chromium-browser",
                "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(
        executable.isPresent(),
        "Skipped: there is no Chromium on this machine."
            + " Install it: apt-get install chromium-headless-shell");
    return new Browser(executable.get());
  }

  /** A wide window in light colours, in a browser that was never used. */
  Page page() {
    return page(1280, ColorScheme.LIGHT);
  }

  /**
   * The same in a browser that this person has used before: it has their session and copies of the
   * scripts, which saves most of the processor time of a page.
   */
  Page pageOf(String person) {
    return kept.computeIfAbsent(person, _ -> context(1280, ColorScheme.LIGHT)).newPage();
  }

  /** A window of a width, in light or dark. */
  Page page(int width, ColorScheme scheme) {
    return context(width, scheme).newPage();
  }

  private BrowserContext context(int width, ColorScheme scheme) {
    return chromium.newContext(
        new com.microsoft.playwright.Browser.NewContextOptions()
            .setViewportSize(width, 800)
            .setColorScheme(scheme)
            .setReducedMotion(ReducedMotion.REDUCE) // no colour is caught on its way
            .setTimezoneId("Europe/Berlin")
            .setLocale("en-GB"));
  }

  /** Keeps what the page looks like, for people. */
  static void screenshot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
  }

  /** Closes what a test has opened. */
  void closePages() {
    for (var context : List.copyOf(chromium.contexts())) {
      if (kept.containsValue(context)) {
        List.copyOf(context.pages()).forEach(Page::close);
      } else {
        context.close();
      }
    }
  }

  @Override
  public void close() {
    playwright.close();
  }
}
