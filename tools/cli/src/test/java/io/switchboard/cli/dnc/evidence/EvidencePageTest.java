package io.switchboard.cli.dnc.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.dnc.DncDatabase.Push;
import io.switchboard.cli.dnc.evidence.Evidence.History;
import io.switchboard.cli.dnc.evidence.Evidence.Link;
import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.dnc.registry.DncDecider;
import io.switchboard.dnc.registry.NumberState;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EvidencePageTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final String NUMBER = "+14155552671";

  @Test
  void shouldShowWhatWasKnownAndWhenInTheZone() {
    var html = page(history(Optional.empty()));

    assertThat(html)
        .contains(
            "<td class=\"time\">2026-11-20 13:00:01.000 +01:00</td>"
                + "<td>1. Opt-out received from a key press of the caller</td>"
                + "<td>applied; from then on: do not call</td>",
            "CXone confirmed decision 1 (HTTP 200), 2.5 s after its receipt",
            "<dt>Call</dt><dd>call-1</dd>",
            "<dt>Entered by</dt><dd>jane &lt;j@example.com&gt;</dd>",
            "in the zone Europe/Berlin",
            "Every chain holds, and the registry agrees with it.");
  }

  @Test
  void shouldKeepTextsOfOthersOutOfTheMarkup() {
    var html = page(history(Optional.empty()));

    assertThat(html)
        .doesNotContain("</script><b>")
        .contains("&lt;/script&gt;&lt;b&gt;", "\\u003c/script>\\u003cb>");
  }

  @Test
  void shouldSayWhenAChainIsBroken() {
    var html = page(history(Optional.of("place 1 was changed")));

    assertThat(html)
        .contains("THE EVIDENCE IS BROKEN", "<dt>BROKEN</dt><dd>place 1 was changed</dd>")
        .doesNotContain("Every chain holds");
  }

  @Test
  void shouldSayThatNothingIsKnown() {
    assertThat(page()).contains("may be called: no opt-in and no opt-out is known");
  }

  private static String page(History... histories) {
    return new EvidencePage(
            new Evidence(
                NUMBER,
                NOON.plusSeconds(60),
                ZoneId.of("Europe/Berlin"),
                "jane",
                "SHA256:abc",
                "US",
                List.of(histories)))
        .html();
  }

  private static History history(Optional<String> fault) {
    var event =
        new DncEvent(
            "event-1",
            NUMBER,
            Consent.OPT_OUT,
            NOON,
            TimeSource.EVENT,
            NOON.plusSeconds(1),
            DncSource.IVR,
            NUMBER,
            "event-1",
            "9.0.43",
            List.of(),
            "jane <j@example.com>",
            "</script><b>",
            null,
            null);
    var decision = DncDecider.decide(NumberState.NONE, event).decision();
    var push = new Push("event-1", "confirmed", 200, NOON.plusMillis(3_500));
    return new History(
        NUMBER,
        List.of(new Link(decision, Map.of("call", "call-1"), Optional.of(push), fault)),
        Optional.empty(),
        List.of(push));
  }
}
