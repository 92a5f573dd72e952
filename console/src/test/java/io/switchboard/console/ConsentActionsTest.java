package io.switchboard.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.switchboard.contract.settings.Environment;
import io.switchboard.dnc.DncService;
import io.switchboard.streams.TopologyService;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Opt-outs by hand and the resolution of cases, with the service that decides them. */
@ResourceLock(ConsoleRig.SHARED)
final class ConsentActionsTest extends BrowserTest {
  @TempDir private static Path directory;
  private static @Nullable TopologyService service;

  private final ConsoleRig rig = ConsoleRig.shared();

  @BeforeAll
  static void startService() {
    var kafka = ConsoleRig.shared().kafka;
    service =
        DncService.start(
            new Environment(
                Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS",
                    String.valueOf(kafka.properties().get("bootstrap.servers")),
                    "TOPIC_PREFIX",
                    kafka.prefix().value(),
                    "STATE_DIR",
                    directory.toString(),
                    "MANAGEMENT_PORT",
                    "0",
                    "MANAGEMENT_HOST",
                    "127.0.0.1")));
  }

  @AfterAll
  static void stopService() {
    if (service != null) {
      service.close();
    }
  }

  @Test
  void shouldEnterAnOptOutAfterItsPlan() {
    var page = openAs("ann", "/consent/opt-out");
    page.getByLabel("Phone number").fill("(415) 555-2601");
    page.getByLabel("Why").fill("told the agent");
    Browser.screenshot(page, "opt-out");
    button(page, "Show the plan");
    assertThat(page.locator("h1")).hasText("Opt out +14155552601?");
    assertThat(page.locator("tbody")).containsText("not on the registry");
    Browser.screenshot(page, "opt-out-plan");

    button(page, "Enter the opt-out");

    assertThat(page.locator(".outcome")).containsText("***01: do not call; applied");
    assertThat(page.url()).doesNotContain("2601");
    page.goBack();
    assertThat(page.locator(".outcome")).containsText("***01: do not call; applied");
    Browser.screenshot(page, "opt-out-done");
    assertThat(rig.values("dnc.decisions"))
        .anyMatch(
            value ->
                value.contains("+14155552601")
                    && value.contains("\"by\":\"ann\"")
                    && value.contains("told the agent"));
    page.navigate(rig.url("/audit"));
    assertThat(page.locator("tbody tr", new Page.LocatorOptions().setHasText("told the agent")))
        .containsText("opted out");
  }

  @Test
  void shouldGoBackFromAPlanToWhatWasFilledInAndForwardAgain() {
    var page = openAs("ann", "/consent/opt-out");
    page.getByLabel("Phone number").fill("(415) 555-2605");
    page.getByLabel("Why").fill("told the agent");
    button(page, "Show the plan");
    page.getByText("Edit", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.getByLabel("Phone number")).hasValue("(415) 555-2605");

    page.goBack();

    assertThat(page.locator("h1")).hasText("Opt out +14155552605?");
    page.goBack();
    assertThat(page.locator("h1")).hasText("Enter an opt-out");
    page.goForward();
    assertThat(page.locator("h1")).hasText("Opt out +14155552605?");
    assertThat(page.url()).doesNotContain("2605");
  }

  @Test
  void shouldNotEnterWhatWasOnlyPlanned() {
    var page = openAs("ann", "/consent/opt-out");
    page.getByLabel("Phone number").fill("(415) 555-2602");
    page.getByLabel("Why").fill("told the agent");

    button(page, "Show the plan");

    assertThat(page.locator("h1")).hasText("Opt out +14155552602?");
    assertThat(rig.values("dnc.events")).noneMatch(value -> value.contains("+14155552602"));
  }

  @Test
  void shouldSayThatATextHoldsNoNumber() {
    var page = openAs("ann", "/consent/opt-out");
    page.getByLabel("Phone number").fill("anonymous");
    page.getByLabel("Why").fill("told the agent");

    button(page, "Show the plan");

    assertThat(page.locator(".problem")).containsText("holds no number");
  }

  @Test
  void shouldResolveACaseToTheNumberThatWasFound() throws SQLException {
    unresolved("r1", "contact:4711");
    var page = openAs("ann", "/consent", browser().page(360, ColorScheme.DARK));
    page.locator("tr", new Page.LocatorOptions().setHasText("contact:4711"))
        .getByText("Resolve…")
        .click();
    page.getByLabel("Phone number").fill("+1 415 555 2603");
    page.getByLabel("Where the number was found").fill("from the CRM");
    button(page, "Show the plan");
    Browser.screenshot(page, "resolve-plan-narrow-dark");

    button(page, "Resolve the case");

    assertThat(page.locator(".outcome li")).hasCount(2);
    assertThat(page.locator(".outcome")).containsText("***03: do not call");
    assertThat(rig.values("dnc.decisions"))
        .anyMatch(value -> value.contains("resolved to +14155552603: from the CRM"));
  }

  @Test
  void shouldRefuseANumberThatCannotBeCalled() throws SQLException {
    unresolved("r2", "contact:4712");
    var page = openAs("ann", "/consent/decision:r2/resolve");
    page.getByLabel("Phone number").fill("12");
    page.getByLabel("Where the number was found").fill("from the CRM");

    button(page, "Show the plan");

    assertThat(page.locator(".problem")).containsText("not a number that can be called");
    assertThat(page.getByLabel("Phone number")).hasValue("12");
  }

  @Test
  void shouldRefuseAnOptOutByAViewer() {
    var ben = PersonClient.of("ben");
    assertThat(ben.get("/consent").body()).contains("Consent").doesNotContain("Enter an opt-out");
    var token = ben.token("/consent");

    var status = optOut(ben, token);

    assertThat(status).isEqualTo(403);
  }

  @Test
  void shouldRefuseAnOptOutWithAForgedToken() {
    var ann = PersonClient.of("ann");

    var status = optOut(ann, "forged");

    assertThat(status).isEqualTo(403);
    assertThat(rig.values("dnc.events")).noneMatch(value -> value.contains("+14155552609"));
  }

  private static int optOut(PersonClient person, String token) {
    return person
        .post(
            "/consent/opt-out",
            Map.of(
                "_csrf", token, "number", "+14155552609", "reason", "forged", "confirmed", "yes"))
        .statusCode();
  }

  private void unresolved(String decision, String key) throws SQLException {
    rig.execute(
        """
        INSERT INTO dnc_decisions VALUES (?, 'e', ?, 'unresolved', 'optOut', now(), now(), now(),
          'disposition', true, 'no number', '9', NULL, NULL, 1, 'h', 'h')""",
        decision,
        key);
  }
}
