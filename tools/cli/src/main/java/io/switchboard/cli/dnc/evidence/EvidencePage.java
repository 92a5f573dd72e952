package io.switchboard.cli.dnc.evidence;

import io.switchboard.cli.dnc.DncDatabase.Push;
import io.switchboard.cli.dnc.evidence.Evidence.History;
import io.switchboard.cli.dnc.evidence.Evidence.Link;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.text.Quantity;
import io.switchboard.replay.consent.ConsentText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The evidence as one HTML page for screen and paper, without scripts and without anything from
 * elsewhere. It ends before the line of its signature.
 */
record EvidencePage(Evidence evidence) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS xxx", Locale.ROOT);

  /** A line of the history in the order of time. */
  private record Known(Instant at, String event, String effect) {}

  /** The page, ended by a line feed. */
  String html() {
    var body = new StringBuilder();
    evidence.histories().forEach(history -> body.append(history(history)));
    if (evidence.histories().isEmpty()) {
      body.append(
          "<p class=\"state\">"
              + text(ConsentText.nothingKnown(evidence.asked(), evidence.region()))
              + "</p>\n");
    }
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>Evidence of consent: %1$s</title>
    <style>
    %2$s</style>
    </head>
    <body>
    <header>
    <p class="kind">Evidence of consent to be called</p>
    <h1>%1$s</h1>
    <dl class="facts">%3$s</dl>
    </header>
    %4$s%5$s</body>
    </html>
    """
        .formatted(text(evidence.asked()), style(), made(), body, verification());
  }

  private String made() {
    return fact("Made", time(evidence.at()) + ", by " + evidence.by())
        + fact("Times", "in the zone " + evidence.zone().getId() + ", with their offset from UTC")
        + fact("National numbers", "of the region " + evidence.region())
        + fact("Signed by the key", evidence.signer());
  }

  private String history(History history) {
    return """
    <section>
    <h2>%s</h2>
    <p class="state %s">%s</p>
    %s<h3>What was known, and when</h3>
    <table class="known">
    <thead><tr><th>Time</th><th>What</th><th>Effect</th></tr></thead>
    <tbody>
    %s</tbody>
    </table>
    <h3>Decisions</h3>
    %s</section>
    """
        .formatted(
            text(history.key()),
            history.newest().doNotCall() ? "blocked" : "callable",
            text(
                "At the time of this page: "
                    + ConsentText.state(history.newest().doNotCall())
                    + "."),
            ConsentText.notTold(history.key()).map(why -> "<p>" + text(why) + "</p>\n").orElse(""),
            known(history),
            decisions(history));
  }

  private String known(History history) {
    var rows = new ArrayList<Known>();
    for (var link : history.links()) {
      rows.add(received(link.decision()));
      link.answer()
          .ifPresent(push -> rows.add(new Known(push.answeredAt(), answer(link, push), "")));
    }
    rows.sort(Comparator.comparing(Known::at)); // stable: decisions stay in their order
    var html = new StringBuilder();
    for (var row : rows) {
      html.append(
          "<tr><td class=\"time\">%s</td><td>%s</td><td>%s</td></tr>\n"
              .formatted(text(time(row.at())), text(row.event()), text(row.effect())));
    }
    return html.toString();
  }

  private static Known received(DncDecision decision) {
    return new Known(
        decision.receivedAt(),
        "%d. %s received from %s"
            .formatted(
                decision.chainLength(), consent(decision), EvidenceWords.source(decision.source())),
        decision.kind().wireName() + "; from then on: " + ConsentText.state(decision.doNotCall()));
  }

  private static String answer(Link link, Push push) {
    return String.format(
        Locale.ROOT,
        "CXone %s decision %d (HTTP %d), %.1f s after its receipt",
        EvidenceWords.outcome(push.outcome()),
        link.decision().chainLength(),
        push.status(),
        push.secondsAfter(link.decision()));
  }

  private String decisions(History history) {
    var html = new StringBuilder();
    for (var link : history.links()) {
      html.append(decision(link, history.chain()));
    }
    return html.toString();
  }

  private String decision(Link link, List<DncDecision> chain) {
    var decision = link.decision();
    var facts = new StringBuilder();
    facts.append(fact("Event time", time(decision.eventTime())));
    facts.append(fact("Received", time(decision.receivedAt())));
    facts.append(fact("Counts from", time(decision.effectiveTime())));
    facts.append(fact("Source", EvidenceWords.source(decision.source())));
    link.origin().forEach((name, value) -> facts.append(fact(EvidenceWords.title(name), value)));
    facts.append(fact("Entered by", decision.by()));
    facts.append(fact("Reason", decision.reason()));
    facts.append(fact("Decision", decision.kind().wireName() + ": " + decision.rule()));
    facts.append(fact("State after it", ConsentText.state(decision.doNotCall())));
    facts.append(
        fact(
            "CXone",
            link.answer()
                .map(push -> confirmation(decision, push))
                .orElseGet(() -> ConsentText.unanswered(decision, chain))));
    facts.append(fact("Number metadata", decision.metadataVersion()));
    facts.append(fact("Previous hash", decision.previousHash()));
    facts.append(fact("Hash", decision.hash()));
    link.fault().ifPresent(fault -> facts.append(fact("BROKEN", fault)));
    return """
    <article>
    <h4>%d. %s</h4>
    <dl class="facts">%s</dl>
    </article>
    """
        .formatted(decision.chainLength(), consent(decision), facts);
  }

  private String confirmation(DncDecision decision, Push push) {
    return String.format(
        Locale.ROOT,
        "%s (HTTP %d) at %s: %.1f s from receipt to the answer",
        push.outcome().replace('_', ' '),
        push.status(),
        time(push.answeredAt()),
        push.secondsAfter(decision));
  }

  private String verification() {
    var heads = new StringBuilder();
    for (var history : evidence.histories()) {
      heads.append(
          fact(
              history.key(),
              "%s of %s, head %s"
                  .formatted(
                      history.isVerified() ? "verified chain" : "BROKEN CHAIN",
                      Quantity.of(history.links().size(), "decision"),
                      history.newest().hash())));
      history.registry().ifPresent(fault -> heads.append(fact("REGISTRY", fault)));
    }
    return """
    <section>
    <h2>Verification</h2>
    <p class="state %s">%s</p>
    <dl class="facts">%s</dl>
    <p>Each decision contains the hash (SHA-256) of the decision before it on the same number. A changed,
    inserted or removed decision breaks all that follow. That the end of a chain was not removed shows in a
    head that was stored elsewhere (<code>switchboard dnc export --heads</code>). The decisions are also in
    this file as JSON, so that the hashes can be computed again.</p>
    <p>The last line of this file is its signature (Ed25519). <code>switchboard dnc evidence --verify FILE</code>
    checks it, and says who made the page and when.</p>
    <script type="application/json" id="decisions">%s</script>
    </section>
    """
        .formatted(
            evidence.isVerified() ? "verified" : "broken",
            evidence.isVerified()
                ? "Every chain holds, and the registry agrees with it."
                : "THE EVIDENCE IS BROKEN: see the places that are marked.",
            heads,
            json());
  }

  private String json() {
    try {
      return Json.mapper()
          .writeValueAsString(evidence.histories().stream().map(History::chain).toList())
          .replace("<", "\\u003c");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String consent(DncDecision decision) {
    return decision.eventName() == Consent.OPT_OUT ? "Opt-out" : "Opt-in";
  }

  private String time(Instant time) {
    return TIME.format(time.atZone(evidence.zone()));
  }

  /** A name and its value; nothing without a value. */
  private static String fact(String name, @Nullable String value) {
    return value == null || value.isBlank()
        ? ""
        : "<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(text(name), text(value));
  }

  private static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String style() {
    try (var css = EvidencePage.class.getResourceAsStream("evidence.css")) {
      return new String(
          Objects.requireNonNull(css, "evidence.css").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
