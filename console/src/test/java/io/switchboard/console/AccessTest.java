package io.switchboard.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SameSiteAttribute;
import io.switchboard.console.access.Authorization;
import io.switchboard.console.access.LoginThrottle;
import io.switchboard.console.view.Views;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may see and do what. */
@ResourceLock(ConsoleRig.SHARED)
final class AccessTest extends BrowserTest {
  private final ConsoleRig rig = ConsoleRig.shared();

  @BeforeAll
  static void fill() throws SQLException {
    ConsoleRig.shared()
        .execute(
            """
            INSERT INTO dnc_decisions VALUES (?, 'e', '+14155552671', 'applied', 'optOut', now(),
              now(), now(), 'webhook', true, 'opt-out by webhook', '9', NULL, NULL, 1, 'h', 'h')""",
            "d1");
  }

  @Test
  void shouldAskForALoginAndGoOnToThePage() {
    var page = browser().page();
    page.navigate(rig.url("/dispositions?last=7d"));

    logIn(page, "ada", "secret");

    assertThat(page).hasURL(rig.url("/dispositions?last=7d"));
  }

  @Test
  void shouldRefuseAWrongPassword() {
    var page = browser().page();
    page.navigate(rig.url("/login"));

    logIn(page, "ada", "wrong");

    assertThat(page.getByRole(AriaRole.ALERT)).containsText("wrong");
  }

  /** All of them come from the address of the proxy. */
  @Test
  void shouldNotLetThoseWhoGuessBehindAProxySlowDownOthers() {
    for (var i = 0; i < LoginThrottle.FREE_ATTEMPTS; i++) {
      var _ = failedLogin("nobody" + i, "203.0.113.9, 192.0.2.1");
    }

    var other = failedLogin("somebody", "203.0.113.9, 192.0.2.2");

    assertThat(other).startsWith("/login?failed=true&");
  }

  private static String failedLogin(String name, String forwardedFor) {
    var ben = PersonClient.of("ben");
    var fields = Map.of("_csrf", ben.token("/login"), "name", name, "password", "wrong");
    return ben.post("/login", fields, "X-Forwarded-For", forwardedFor)
        .headers()
        .firstValue("Location")
        .orElseThrow();
  }

  @Test
  void shouldNotOfferAViewerToReveal() {
    var page = browser().page();
    page.navigate(rig.url("/consent/decision:d1"));

    logIn(page, "ben", "secret");

    assertThat(page.locator("h1").first()).containsText("***71");
    assertThat(page.getByText("Reveal the number")).hasCount(0);
  }

  @Test
  void shouldWriteARevealToTheAuditTopic() {
    var page = browser().page();
    page.navigate(rig.url("/consent/decision:d1"));
    logIn(page, "ada", "secret");

    page.getByText("Reveal the number").click();

    assertThat(page.locator("h1").first()).containsText("+14155552671");
    page.navigate(rig.url("/audit"));
    assertThat(page.locator("tbody tr", new Page.LocatorOptions().setHasText("the chain of")))
        .containsText(new String[] {"ada"});
    page.goBack();
    assertThat(page.locator("h1").first()).containsText("+14155552671");
  }

  private static void logInAgain(Page page) {
    page.getByLabel("Name").fill("ada");
    page.getByLabel("Password").fill("secret");
    button(page, "Log in");
    assertThat(page.getByText("Log out")).isVisible();
  }

  @Test
  void shouldKeepAFormWhoseSessionEndedInAnotherTab() {
    var page = browser().page();
    page.navigate(rig.url("/consent/opt-out"));
    logIn(page, "ada", "secret");
    page.getByLabel("Phone number").fill("(415) 555-2681");
    page.getByLabel("Why").fill("told the agent");
    var other = page.context().newPage();
    other.navigate(rig.url("/consent"));
    logOut(other);

    button(page, "Show the plan");

    assertThat(page.locator("#notice")).containsText("Your session has ended");
    logInAgain(other);
    button(page, "Show the plan");
    assertThat(page.locator("h1")).hasText("Opt out +14155552681?");
  }

  @Test
  void shouldShowNoMoreRecordsAfterTheLogoutInAnotherTab() {
    var page = browser().page();
    page.navigate(rig.url("/live"));
    logIn(page, "ada", "secret");
    var other = page.context().newPage();
    other.navigate(rig.url("/consent"));
    logOut(other);

    rig.send("cxone.contact-events", "after-the-logout", "{}"); // the stream notices at its next

    assertThat(page.locator("#notice")).containsText("Your session has ended");
  }

  @Test
  void shouldKeepTheLoginWhenALinkOfAnotherSiteIsFollowed() {
    var page = browser().page();
    page.navigate(rig.url("/consent"));
    logIn(page, "ada", "secret");
    var mail = anotherSite(page, "<a href='" + rig.url("/dispositions") + "'>Look</a>");

    mail.getByText("Look").click();

    assertThat(mail).hasURL(rig.url("/dispositions"));
    assertThat(page.context().cookies(rig.url("/")))
        .filteredOn(cookie -> cookie.name.equals(Authorization.COOKIE))
        .extracting(cookie -> cookie.sameSite)
        .containsExactly(SameSiteAttribute.LAX);
  }

  @Test
  void shouldKeepTheLoginWhenAnotherSiteSendsAForm() {
    var page = browser().page();
    page.navigate(rig.url("/consent"));
    logIn(page, "ada", "secret");
    var foreign =
        anotherSite(
            page,
            "<form method='post' action='" + rig.url("/logout") + "'><button>Win</button></form>");

    button(foreign, "Win");

    foreign.waitForURL(url -> url.startsWith(rig.url(Views.PROBLEM_PATH)));
    page.reload();
    assertThat(page).hasURL(rig.url("/consent"));
  }

  /** In another tab of the same browser. */
  private static Page anotherSite(Page page, String html) {
    var other = page.context().newPage();
    other.route(
        "http://mail.example/",
        route -> route.fulfill(new FulfillOptions().setContentType("text/html").setBody(html)));
    other.navigate("http://mail.example/");
    return other;
  }

  @Test
  void shouldNotProlongASessionByWhatAPageAsksForByItself() {
    var ben = PersonClient.of("ben");

    var answer = ben.get("/overview/figures", "HX-Request", "true");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
  }

  /** Its answer may be late, after a login in another tab. */
  @ParameterizedTest
  @CsvSource({"/overview/figures, 401", "/session, 200"})
  void shouldBeginNoSessionByWhatAPageAsksForByItself(String path, int status) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(rig.url(path)))
            .header("HX-Request", "true")
            .header("Cookie", Authorization.COOKIE + "=ended")
            .build();

    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, BodyHandlers.discarding());

      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
    }
  }

  @Test
  void shouldRefuseAFormWithAForgedToken() {
    var ada = PersonClient.of("ada");

    var answer = ada.post("/consent/decision:d1", Map.of("_csrf", "forged"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).doesNotContain("4155552671");
  }

  @Test
  void shouldRefuseAnActionThatTheRoleDoesNotAllow() {
    var ben = PersonClient.of("ben");
    var token = ben.token("/consent");

    var answer = ben.post("/consent/decision:d1", Map.of("_csrf", token));

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void shouldEndTheSessionAtTheLogout() {
    var page = browser().page();
    page.navigate(rig.url("/consent"));
    logIn(page, "ada", "secret");

    logOut(page);

    page.navigate(rig.url("/consent"));
    assertThat(page).hasURL(rig.url("/login?next=%2Fconsent"));
  }

  private void logOut(Page page) {
    page.getByText("Log out").click();
    assertThat(page).hasURL(rig.url("/login"));
  }
}
