package io.switchboard.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.switchboard.contract.consent.DecisionChain;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.event.dnc.DncDecisionKind;
import io.switchboard.contract.event.dnc.DncSource;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chains of consent and their verification. */
@ResourceLock(ConsoleRig.SHARED)
final class ConsentPageTest extends BrowserTest {
  private static final Instant NOON =
      Instant.now().minusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS);

  private final ConsoleRig rig = ConsoleRig.shared();

  @Test
  void shouldSayThatAChainIsVerified() throws SQLException {
    var chain = chain("+14155550101", 3);
    for (var decision : chain) {
      insert(decision);
    }
    register(chain.getLast(), chain.getLast().hash());

    var page = openAs("ben", "/consent/decision:" + chain.getFirst().decisionId());

    assertThat(page.locator(".verified")).containsText("all 3 decisions give their hashes");
    assertThat(page.locator(".verified")).containsText(chain.getLast().hash());
    assertThat(page.locator("h1").first()).containsText("***01");
    Browser.screenshot(page, "chain");
  }

  @Test
  void shouldSayWhichDecisionWasChanged() throws SQLException {
    var chain = chain("+14155550102", 3);
    insert(chain.get(0));
    insert(withRule(chain.get(1), "another rule"));
    insert(chain.get(2));

    var page = openAs("ben", "/consent/decision:" + chain.getFirst().decisionId());

    assertThat(page.getByRole(AriaRole.ALERT)).containsText("place 2 was changed");
    assertThat(page.locator("tbody tr").nth(1)).containsText("place 2 was changed");
    Browser.screenshot(page, "chain-broken");
  }

  @Test
  void shouldSayThatTheEndOfAChainIsMissing() throws SQLException {
    var chain = chain("+14155550103", 3);
    insert(chain.get(0));
    insert(chain.get(1));
    register(chain.getLast(), chain.getLast().hash());

    var page = openAs("ben", "/consent/decision:" + chain.getFirst().decisionId());

    assertThat(page.getByRole(AriaRole.ALERT)).containsText("decisions are missing");
  }

  @Test
  void shouldLeadFromANumberToAnAddressWithoutIt() throws SQLException {
    var chain = chain("+14155550104", 1);
    insert(chain.getFirst());
    var page = openAs("ben", "/trace");

    page.getByLabel("Call, contact or number").fill("(415) 555-0104");
    button(page, "Trace");

    assertThat(page)
        .hasURL(rig.url("/trace?q=decision:" + chain.getFirst().decisionId() + "&last=24h"));
    assertThat(page.locator("[aria-busy=true]")).hasCount(0);
    assertThat(page.content()).doesNotContain("5550104").doesNotContain("555-0104");
  }

  @ParameterizedTest
  @CsvSource({"/trace,Trace", "/pushes,Show"})
  void shouldPutANumberWithoutDecisionsIntoNoAddress(String path, String button) {
    var page = openAs("ben", path);
    page.locator("form.filter input:not([type=hidden])").first().fill("(415) 555-0199");

    button(page, button);

    assertThat(page).hasURL(Pattern.compile(path + "\\?last=24h&form=\\w+"));
    page.reload();
    assertThat(page).hasURL(Pattern.compile("form="));
    page.goBack();
    assertThat(page).hasURL(rig.url(path));
  }

  @Test
  void shouldNotSayThatATextWithoutANumberMayBeCalled() {
    var page = openAs("ben", "/consent");
    page.getByLabel("Phone number").fill("call me");

    button(page, "Show its chain");

    assertThat(page.locator("main")).containsText("A lookup of it answers: do not call");
  }

  @Test
  void shouldExportTheHeadsThatTheCommandVerifies() throws SQLException {
    var chain = chain("+14155550105", 2);
    for (var decision : chain) {
      insert(decision);
    }
    var page = openAs("ada", "/consent");

    var heads = page.waitForDownload(() -> head(page).click());

    assertThat(heads.path())
        .content()
        .startsWith("phone_number,chain_length,chain_head\r\n")
        .contains("'+14155550105,2," + chain.getLast().hash() + "\r\n");
  }

  private static Locator head(Page page) {
    return page.getByLabel("Export chain heads as CSV with whole numbers");
  }

  private static List<DncDecision> chain(String number, int length) {
    var chain = new ArrayList<DncDecision>();
    for (int place = 1; place <= length; place++) {
      var optOut = place % 2 == 1;
      chain.add(
          DecisionChain.sealed(
              new DncDecision(
                  "d" + number.substring(8) + place,
                  "e" + number.substring(8) + place,
                  number,
                  DncDecisionKind.APPLIED,
                  optOut ? Consent.OPT_OUT : Consent.OPT_IN,
                  NOON.plusSeconds(place),
                  NOON.plusSeconds(place),
                  NOON.plusSeconds(place),
                  DncSource.WEBHOOK,
                  optOut,
                  "the later time wins",
                  "9",
                  null,
                  null,
                  place,
                  chain.isEmpty() ? DecisionChain.START : chain.getLast().hash(),
                  "")));
    }
    return chain;
  }

  private static DncDecision withRule(DncDecision decision, String rule) {
    return new DncDecision(
        decision.decisionId(),
        decision.eventId(),
        decision.phoneNumber(),
        decision.kind(),
        decision.eventName(),
        decision.eventTime(),
        decision.effectiveTime(),
        decision.receivedAt(),
        decision.source(),
        decision.doNotCall(),
        rule,
        decision.metadataVersion(),
        decision.by(),
        decision.reason(),
        decision.chainLength(),
        decision.previousHash(),
        decision.hash());
  }

  private void insert(DncDecision decision) throws SQLException {
    rig.execute(
        """
        INSERT INTO dnc_decisions(decision_id, event_id, phone_number, kind, event_name,
          event_time, effective_time, received_at, source, do_not_call, rule, metadata_version,
          chain_length, previous_hash, hash)
        VALUES (?, ?, ?, 'applied', ?, ?::timestamptz, ?::timestamptz, ?::timestamptz, 'webhook',
          ?::boolean, ?, '9', ?::bigint, ?, ?)""",
        decision.decisionId(),
        decision.eventId(),
        decision.phoneNumber(),
        decision.doNotCall() ? "optOut" : "optIn",
        decision.eventTime().toString(),
        decision.effectiveTime().toString(),
        decision.receivedAt().toString(),
        Boolean.toString(decision.doNotCall()),
        decision.rule(),
        Long.toString(decision.chainLength()),
        decision.previousHash(),
        decision.hash());
  }

  private void register(DncDecision newest, String head) throws SQLException {
    rig.execute(
        """
        INSERT INTO dnc_registry(phone_number, do_not_call, event_time, event_id, source,
          chain_head, chain_length, received_at)
        VALUES (?, true, now(), 'e', 'webhook', ?, ?::bigint, now())""",
        newest.phoneNumber(),
        head,
        Long.toString(newest.chainLength()));
  }
}
