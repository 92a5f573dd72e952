package io.switchboard.console;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A test with one browser for all its methods. */
abstract class BrowserTest {
  private static @org.jspecify.annotations.Nullable Browser started;

  @BeforeAll
  static void startBrowser() {
    started = Browser.start();
  }

  @AfterAll
  static void closeBrowser() {
    if (started != null) {
      started.close();
    }
  }

  static Browser browser() {
    if (started == null) {
      throw new IllegalStateException("the browser is started before the first test");
    }
    return started;
  }
}
