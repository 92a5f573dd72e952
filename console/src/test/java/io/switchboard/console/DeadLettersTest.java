package io.switchboard.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Dead letters, from the list to what was done with them. */
@ResourceLock(ConsoleRig.SHARED)
final class DeadLettersTest extends BrowserTest {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final ConsoleRig rig = ConsoleRig.shared();
  private final DeadLetterRig letters =
      new DeadLetterRig(rig, "classify-" + COUNT.incrementAndGet());

  @Test
  void shouldRedriveFromThePlanToTheResult() {
    for (var i = 0; i < 3; i++) {
      letters.refused(i, "contact-" + i, "{\"contactId\":\"contact-" + i + "\"}", "no code");
    }
    letters.oversized(7);
    var page = openAs("ann", letters.address());
    Browser.screenshot(page, "dead-letters");
    link(page, "Redrive these 4…");
    assertThat(page.locator("h1")).hasText("Redrive 3 dead letters?");
    assertThat(page.locator("main")).containsText("1 more cannot be redriven");
    Browser.screenshot(page, "dead-letters-plan");

    button(page, "Redrive 3 dead letters");

    assertThat(page.locator(".outcome")).containsText("3 redriven");
    assertThat(page.locator(".outcome")).containsText("1 of this selection still open");
    Browser.screenshot(page, "dead-letters-done");
    assertThat(rig.values("cxone.call-results"))
        .filteredOn(value -> value.contains("contactId\":\"contact-"))
        .hasSize(3);
    page.navigate(rig.url("/audit"));
    assertThat(rows(page, letters.destination()))
        .containsText(
            new String[] {"done: 3 redriven, 1 left alone: incomplete", "to be redriven: 3"});
    assertThat(rows(page, letters.destination()).first()).containsText("ann");
  }

  @Test
  void shouldShowWhatIsWrongWithAFormOnAPageThatCanBeLoadedAgain() {
    for (var i = 0; i < 2; i++) {
      letters.refused(i, "contact-" + i, "{}", "no code");
    }
    var page = openAs("ann", "/dead-letters/redrive?destination=" + letters.destination());
    page.getByLabel("Only the first").fill("0");

    button(page, "Redrive 2 dead letters");

    assertThat(page.locator("main")).containsText("takes a number from 1");
    page.reload();
    assertThat(page.locator("h1")).containsText("400");
    page.goBack();
    assertThat(page.locator("h1")).hasText("Redrive 2 dead letters?");
  }

  @Test
  void shouldParkWithAReason() {
    letters.refused(1, "contact-1", "{}", "no code");
    var page = openAs("ann", letters.address());
    link(page, "Park it…");
    page.getByLabel("Why").fill("deleted in CXone");

    button(page, "Park 1 dead letter");

    assertThat(page.locator(".outcome")).containsText("1 parked");
    page.navigate(rig.url(letters.address() + "&state=all"));
    page.locator("td.time a").first().click();
    assertThat(page.locator("dl")).containsText("parked by ann: deleted in CXone");
  }

  @Test
  void shouldLeaveAloneWhatIsRefusedAfterThePlan() {
    letters.refused(1, "contact-1", "{}", "no code");
    var page = openAs("ann", "/dead-letters/redrive?destination=" + letters.destination());
    letters.refused(2, "contact-2", "{}", "no code");

    button(page, "Redrive 1 dead letter");

    assertThat(page.locator(".outcome")).containsText("1 redriven");
    page.navigate(rig.url(letters.address()));
    assertThat(page.locator("h1")).containsText("1 open");
  }

  @Test
  void shouldRedriveCanariesAndSayThatTheyAreRefusedAgain() {
    for (var i = 0; i < 3; i++) {
      letters.refused(i, "contact-" + i, "{}", "no code");
    }
    var page = openAs("ann", "/dead-letters/redrive?destination=" + letters.destination());
    page.getByLabel("Only the first").fill("1");
    button(page, "Redrive 3 dead letters");
    assertThat(page.locator("section[role=status]")).containsText("Waiting ten seconds");

    letters.refusedAgain(9, "contact-0");

    assertThat(page.locator(".outcome")).containsText("1 of 1 were refused again");
  }

  @Test
  void shouldRunOneRedriveAtATimeAndStopItWhenAnotherPersonCancels() {
    letters.refused(1, "contact-1", "{}", "no code");
    letters.refused(2, "contact-2", "{}", "no code");
    var plan = "/dead-letters/redrive?destination=" + letters.destination();
    var first = openAs("ann", plan);
    var second = openAs("ada", plan);
    first.getByLabel("Only the first").fill("1");
    button(first, "Redrive 2 dead letters");
    assertThat(first.locator("progress")).isVisible();

    button(second, "Redrive 2 dead letters");

    assertThat(second.locator("h1")).containsText("409");
    second.getByText("Go on").click();
    button(second, "Cancel");
    assertThat(first.locator("section[role=status]")).containsText("Cancelled at");
    assertThat(first.getByText("Cancel", new Page.GetByTextOptions().setExact(true))).hasCount(0);
  }

  @Test
  void shouldShowAViewerTheDeadLetterMaskedAndOfferNothing() {
    letters.refused(
        1, "+14155552671", "{\"phoneNumber\":\"+14155552671\"}", "cannot use +14155552671");
    var page = openAs("ben", letters.address());
    assertThat(page.getByText("Redrive")).hasCount(1); // the column

    page.locator("td.time a").first().click();

    assertThat(page.locator("pre")).containsText("***71");
    assertThat(page.locator("main")).not().containsText("4155552671");
    assertThat(page.locator("main").getByRole(AriaRole.BUTTON)).hasCount(0);
    Browser.screenshot(page, "dead-letter");
  }

  @Test
  void shouldRevealADeadLetterWithAnAuditRecord() {
    letters.refused(1, "k", "{\"phoneNumber\":\"+14155552671\"}", "no code");
    var page = openAs("ada", letters.address());
    page.locator("td.time a").first().click();

    button(page, "Reveal the numbers");

    assertThat(page.locator("pre")).containsText("+14155552671");
    page.navigate(rig.url("/audit"));
    assertThat(rows(page, "the record of this dead letter").first()).containsText("ada");
  }

  @Test
  void shouldRefuseARedriveOfAViewer() {
    letters.refused(1, "k", "{}", "no code");
    var ben = PersonClient.of("ben");
    var token = ben.token(letters.address());

    var status = redrive(ben, token);

    assertThat(status).isEqualTo(403);
    assertThat(ben.get(letters.address()).body()).contains(">1 open<");
  }

  @Test
  void shouldRefuseARedriveWithAForgedToken() {
    letters.refused(1, "k", "{}", "no code");
    var ann = PersonClient.of("ann");

    var status = redrive(ann, "forged");

    assertThat(status).isEqualTo(403);
    assertThat(ann.get(letters.address()).body()).contains(">1 open<");
  }

  @Test
  void shouldSayWhatIsWrongWithAFilter() {
    var page = openAs("ben", "/dead-letters?where=severity+%3D+critical");

    assertThat(page.getByRole(AriaRole.ALERT)).containsText("at character");
  }

  @Test
  void shouldBeUsableWithTheKeyboardAloneOnANarrowScreen() {
    letters.refused(1, "k", "{}", "no code");
    var page = openAs("ann", letters.address(), browser().page(360, ColorScheme.DARK));
    press(page, "Redrive this one…");
    assertThat(page.locator("h1")).hasText("Redrive 1 dead letter?");
    Browser.screenshot(page, "dead-letters-plan-narrow-dark");

    press(page, "Redrive 1 dead letter");

    assertThat(page.locator(".outcome")).containsText("1 redriven");
    Browser.screenshot(page, "dead-letters-done-narrow-dark");
  }

  /** Walks by the tabulator to what is called so, and presses Enter. */
  private static void press(Page page, String name) {
    for (var i = 0; i < 60; i++) {
      page.keyboard().press("Tab");
      if (name.equals(page.evaluate("document.activeElement.textContent.trim()"))) {
        page.keyboard().press("Enter");
        return;
      }
    }
    throw new AssertionError("the keyboard does not reach " + name);
  }

  private int redrive(PersonClient person, String token) {
    return person
        .post(
            "/dead-letters/redrive",
            Map.of("_csrf", token, "planned", "1", "destination", letters.destination()))
        .statusCode();
  }

  private static void link(Page page, String name) {
    page.locator("main").getByText(name).click();
  }

  private static Locator rows(Page page, String text) {
    return page.locator("tbody tr", new Page.LocatorOptions().setHasText(text));
  }
}
