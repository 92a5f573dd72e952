package io.switchboard.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A test in a browser. All tests of the module share one Chromium. */
abstract class BrowserTest {
  private static final double TIMEOUT_MS = 30_000;

  private static @Nullable Browser started;

  @BeforeAll
  static void startBrowser() {
    if (started == null) {
      var browser = Browser.start();
      PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MS); // of a busy machine
      Runtime.getRuntime().addShutdownHook(new Thread(browser::close));
      started = browser;
    }
  }

  @AfterEach
  void closePages() {
    browser().closePages();
  }

  static Browser browser() {
    if (started == null) {
      throw new IllegalStateException("the browser is started before the first test");
    }
    return started;
  }

  /** A page of the shared console, opened by this person. */
  static Page openAs(String name, String path) {
    return openAs(name, path, browser().page());
  }

  /** The same in a window of some size and colours. */
  static Page openAs(String name, String path, Page page) {
    page.navigate(ConsoleRig.shared().url(path));
    logIn(page, name, "secret");
    page.waitForURL(ConsoleRig.shared().url(path));
    return page;
  }

  /** The CSRF token of the page. */
  static String token(Page page) {
    return page.locator("body").getAttribute("data-csrf");
  }

  /** Fills in the login form that the page shows. */
  static void logIn(Page page, String name, String password) {
    page.getByLabel("Name").fill(name);
    page.getByLabel("Password").fill(password);
    button(page, "Log in");
  }

  /** Presses the button of this name. */
  static void button(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }
}
