package io.switchboard.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.embedded.FreePorts;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages while Kafka or PostgreSQL is away. */
final class ConsoleOutageTest extends BrowserTest {
  @TempDir private Path directory;

  @Test
  void shouldKeepThePageWhilePostgresIsAway() throws SQLException {
    try (var rig = ConsoleRig.open()) {
      var page = browser().page();
      page.navigate(rig.url("/pushes"));
      assertThat(page.locator("main figure")).hasCount(2);
      rig.stopDatabase();

      page.reload();

      assertThat(page.getByRole(AriaRole.ALERT))
          .containsText(Pattern.compile("PostgreSQL does not answer( \\(SQLSTATE \\w{5}\\))?\\. "));
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("The last answer of PostgreSQL");
      assertThat(page.locator("main.stale h1")).hasText("Pushes to CXone");
      assertThat(page.locator("main.stale figure")).hasCount(2);
      Browser.screenshot(page, "outage-postgres");
      assertThat(Accessibility.violations(page)).isEmpty();
    }
  }

  @Test
  void shouldSayOnOpenPagesThatKafkaIsAwayAndGoOnByThemselves() {
    var port = FreePorts.next();
    var controllerPort = FreePorts.next();
    try (var broker = EmbeddedBroker.start(directory, port, controllerPort);
        var rig = ConsoleRig.on(broker)) {
      var page = open(rig, "/dead-letters");
      assertThat(page.locator("h1")).containsText("0 open");
      var live = open(rig, "/live");
      assertThat(live.locator("#live-state")).hasText("Live");
      var others = List.of(open(rig, "/"), open(rig, "/calls"));
      broker.close();

      page.reload();

      assertThat(page.getByRole(AriaRole.ALERT)).containsText("Kafka does not answer");
      assertThat(page.locator("main.stale h1")).containsText("0 open");
      Browser.screenshot(page, "outage-kafka");
      assertThat(live.locator("#live-state")).hasText("Not current");
      assertThat(live.getByRole(AriaRole.ALERT)).containsText("The last answer of Kafka came at");
      Browser.screenshot(live, "outage-live");
      assertThat(Accessibility.violations(live)).isEmpty();
      for (var other : others) {
        assertThat(other.getByRole(AriaRole.ALERT)).containsText("Kafka does not answer");
      }
      try (var _ = EmbeddedBroker.start(directory, port, controllerPort)) {
        assertThat(live.locator("#live-state")).hasText("Live");
        assertThat(live.getByRole(AriaRole.ALERT)).hasCount(0);
        rig.send("dispositions.classified", "after the outage", "{}");
        assertThat(live.locator("#records")).containsText("after the outage");
        for (var other : others) {
          assertThat(other.getByRole(AriaRole.ALERT)).hasCount(0);
        }
      }
    }
  }

  @Test
  void shouldSayOnOpenPagesThatTheConsoleIsAwayAndGoOnWhenItIsThereAgain() {
    try (var rig = ConsoleRig.open()) {
      var live = open(rig, "/live");
      assertThat(live.locator("#live-state")).hasText("Live");
      var pages = List.of(live, open(rig, "/"), open(rig, "/calls"));
      rig.stopConsole();

      for (var page : pages) {
        assertThat(page.getByRole(AriaRole.ALERT))
            .containsText(
                Pattern.compile("The console has not answered since \\d\\d:\\d\\d:\\d\\d"));
        assertThat(page.locator("main.away")).hasCount(1);
      }
      assertThat(live.locator("#live-state")).hasText("Not current");
      assertThat(pages.get(1).locator("#figures")).hasCSS("filter", "grayscale(1)");
      Browser.screenshot(pages.get(1), "away-overview");
      assertThat(Accessibility.violations(live)).isEmpty();
      rig.startConsole();
      for (var page : pages) {
        assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
        assertThat(page.locator("main.away")).hasCount(0);
      }
      assertThat(live.locator("#live-state")).hasText("Live");
      rig.send("dispositions.classified", "after the restart", "{}");
      assertThat(live.locator("#records")).containsText("after the restart");
      Browser.screenshot(pages.get(1), "away-overview-again");
    }
  }

  @Test
  void shouldOfferTheLoginWhenARestartHasEndedTheSession() {
    try (var rig = ConsoleRig.withUsers()) {
      var page = browser().page();
      page.navigate(rig.url("/live"));
      logIn(page, "ada", "secret");
      assertThat(page.locator("#live-state")).hasText("Live");
      rig.stopConsole();
      rig.startConsole();

      var login = page.getByText("Log in in another tab");

      assertThat(page.getByRole(AriaRole.ALERT)).containsText("Your session has ended");
      assertThat(page.locator("main.away")).hasCount(1);
      assertThat(page.locator("#live-state")).hasText("Not current");
      Browser.screenshot(page, "away-session-ended");
      logIn(page.waitForPopup(login::click), "ada", "secret");
      assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
      assertThat(page.locator("#live-state")).hasText("Live");
    }
  }

  /**
   * Each in its own browser: one has six connections for all pages of a console that are shown, and
   * headless all of them are.
   */
  private static Page open(ConsoleRig rig, String path) {
    var page = browser().pageOf(path);
    page.navigate(rig.url(path));
    return page;
  }
}
