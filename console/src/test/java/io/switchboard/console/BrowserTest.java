package io.switchboard.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A test in a browser. All tests that one thread runs share a Chromium. */
abstract class BrowserTest {
  private static final double TIMEOUT_MS = 60_000;

  /** Playwright's objects belong to the thread that has created them. */
  private static final ThreadLocal<Browser> BROWSERS =
      ThreadLocal.withInitial(BrowserTest::startBrowser);

  /**
   * Who has logged in; a login by the form for each test would only repeat what AccessTest shows.
   */
  private static final Map<String, List<Cookie>> SESSIONS = new ConcurrentHashMap<>();

  @BeforeAll
  static void needBrowser() {
    PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MS); // of a busy machine
    assertThat(browser()).isNotNull();
  }

  private static Browser startBrowser() {
    var browser = Browser.start();
    Runtime.getRuntime().addShutdownHook(new Thread(browser::close));
    return browser;
  }

  @AfterEach
  void closePages() {
    browser().closePages();
  }

  static Browser browser() {
    return BROWSERS.get();
  }

  /** A page of the shared console, opened by this person in their own browser. */
  static Page openAs(String name, String path) {
    return openAs(name, path, browser().pageOf(name));
  }

  /** The same in a window of some size and colours. */
  static Page openAs(String name, String path, Page page) {
    var session = SESSIONS.get(name);
    if (session != null) {
      page.context().addCookies(session);
    }
    page.navigate(ConsoleRig.shared().url(path));
    if (session == null) {
      logIn(page, name, "secret");
      page.waitForURL(ConsoleRig.shared().url(path));
      SESSIONS.put(name, page.context().cookies());
    }
    return page;
  }

  /** Fills in the login form that the page shows, and waits for what comes of it. */
  static void logIn(Page page, String name, String password) {
    page.getByLabel("Name").fill(name);
    page.getByLabel("Password").fill(password);
    button(page, "Log in");
    PlaywrightAssertions.assertThat(page.locator("header nav, [role=alert]").first()).isVisible();
  }

  /** Presses the button of this name. */
  static void button(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }
}
