package io.switchboard.console;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Debian's Chromium, driven by Playwright; nothing is downloaded. Its headless shell needs a fifth
 * of the processor time for a page and is preferred.
 */
final class Browser implements AutoCloseable {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  /** The system property that asks for the pictures of the tests. */
  private static final String PICTURES = "switchboard.test.screenshots";

  private static final String ANONYMOUS = "anonymous ";

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  private final Map<String, BrowserContext> contexts = new HashMap<>();
  private final Set<Page> idle = new HashSet<>();

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
                            "--renderer-process-limit=1",
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

  /** A wide window in light colours, in a browser without a login. */
  Page page() {
    return page(1280, ColorScheme.LIGHT);
  }

  /** A window of a width, in light or dark, in a browser without a login. */
  Page page(int width, ColorScheme scheme) {
    return open(ANONYMOUS + width + scheme, width, scheme);
  }

  /** The wide window of a person who stays logged in. */
  Page pageOf(String person) {
    return open(person, 1280, ColorScheme.LIGHT);
  }

  /**
   * A browser has copies of the scripts, and its first page is used again: a new process for each
   * page would take much of the processor time of a test.
   */
  private Page open(String name, int width, ColorScheme scheme) {
    var context = contexts.computeIfAbsent(name, _ -> context(width, scheme));
    return context.pages().stream().filter(idle::remove).findFirst().orElseGet(context::newPage);
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

  /** Keeps what the page looks like, for people who have asked for it. */
  static void screenshot(Page page, String name) {
    if (Boolean.getBoolean(PICTURES)) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(SCREENSHOTS.resolve(name + ".png"))
              .setFullPage(true));
    }
  }

  /** Ends what a test has opened: no page sends more requests, and no login stays by accident. */
  void closePages() {
    contexts.forEach(
        (name, context) -> {
          var pages = List.copyOf(context.pages());
          pages.stream().skip(1).forEach(Page::close);
          pages.stream().limit(1).filter(page -> !idle.contains(page)).forEach(this::leave);
          if (name.startsWith(ANONYMOUS)) {
            context.clearCookies();
          }
        });
  }

  private void leave(Page page) {
    try {
      page.navigate("about:blank");
      idle.add(page);
    } catch (PlaywrightException _) { // the test has ended in the middle of a navigation
      page.close();
    }
  }

  @Override
  public void close() {
    playwright.close();
  }
}
