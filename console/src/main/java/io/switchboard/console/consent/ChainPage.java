package io.switchboard.console.consent;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.switchboard.console.access.Authorization;
import io.switchboard.console.access.RevealedPages;
import io.switchboard.console.audit.ConsoleAudit;
import io.switchboard.console.consent.ChainReader.Chain;
import io.switchboard.console.consent.ChainReader.Link;
import io.switchboard.console.export.Column;
import io.switchboard.console.export.ExportTable;
import io.switchboard.console.export.Exports;
import io.switchboard.console.store.Store;
import io.switchboard.console.view.Views;
import io.switchboard.contract.event.ConsoleAction;
import io.switchboard.contract.phone.DncKey;
import io.switchboard.contract.phone.NumberReading;
import io.switchboard.replay.consent.ConsentText;
import io.switchboard.replay.text.NumberMasking;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * {@code /consent/{number}}: the chain of decisions on a number, with CXone's answers. The address
 * may name the number or, without revealing it, one of its decisions.
 */
public final class ChainPage {
  private static final String DECISION = "decision:";

  private final Store store;
  private final ChainReader chains;
  private final ConsoleAudit audit;
  private final RevealedPages revealed;
  private final Exports exports;
  private final Views views;
  private final String region;

  public ChainPage(
      Store store,
      ConsoleAudit audit,
      RevealedPages revealed,
      Exports exports,
      Views views,
      String region) {
    this.store = store;
    this.chains = new ChainReader(store);
    this.audit = audit;
    this.revealed = revealed;
    this.exports = exports;
    this.views = views;
    this.region = region;
  }

  /** Finds a number that was typed in; the address that it leads to does not hold the number. */
  public void find(Context context) {
    var number = Objects.requireNonNullElse(context.formParam("number"), "").strip();
    for (var key : keys(number)) {
      var decisions =
          store.list(
              "SELECT decision_id FROM dnc_decisions WHERE phone_number = ?"
                  + " ORDER BY chain_length DESC LIMIT 1",
              row -> row.getString(1),
              key);
      if (!decisions.isEmpty()) {
        context.redirect("/consent/" + DECISION + decisions.getFirst(), HttpStatus.SEE_OTHER);
        return;
      }
    }
    throw new NotFoundResponse(
        NumberReading.of(number, region) instanceof NumberReading.Readable(_, _, var unreadable)
                && unreadable.isEmpty()
            ? "This number " + ConsentText.NOTHING_KNOWN + "."
            : "This text cannot be read as a phone number, and no opt-out is kept under it."
                + " A lookup of it answers: do not call.");
  }

  /** Answers with the chain, masked unless it was revealed. */
  public void show(Context context) {
    if (Exports.isAsked(context)) {
      exports.answer(context, tables(context.pathParam("number")));
      return;
    }
    var asked = context.pathParam("number");
    var numbers = revealed.numbers(context);
    views.page(context, numbers, "chain.jte", "Consent", model(context, asked, numbers));
  }

  /** Leads to the chain with its number, after the audit has it. */
  public void reveal(Context context) {
    var asked = context.pathParam("number");
    if (Exports.isAsked(context)) {
      exports.answer(context, tables(asked));
      return;
    }
    audit.record(
        Authorization.person(context),
        ConsoleAction.ConsoleActionKind.REVEALED,
        chains(asked, NumberMasking.REVEALED).getFirst().key(),
        "the chain of decisions on this number");
    revealed.show(context);
  }

  private Map<String, Object> model(Context context, String asked, NumberMasking numbers) {
    return Map.of(
        "chains", chains(asked, numbers),
        "address", context.path(),
        "revealed", numbers == NumberMasking.REVEALED);
  }

  private List<ExportTable<?>> tables(String asked) {
    return List.of(
        new ExportTable<>(
            "decisions",
            COLUMNS,
            (numbers, row) ->
                chains(asked, numbers)
                    .forEach(
                        chain -> chain.links().forEach(link -> row.accept(new Row(chain, link))))));
  }

  private record Row(Chain chain, Link link) {}

  private static final List<Column<Row>> COLUMNS =
      List.of(
          new Column<>("phoneNumber", row -> row.chain().key()),
          new Column<>("chainLength", row -> row.link().place()),
          new Column<>("eventTime", row -> row.link().eventTime()),
          new Column<>("receivedAt", row -> row.link().receivedAt()),
          new Column<>("eventName", row -> row.link().eventName()),
          new Column<>("source", row -> row.link().source()),
          new Column<>("kind", row -> row.link().kind()),
          new Column<>("rule", row -> row.link().rule()),
          new Column<>("enteredBy", row -> row.link().by()),
          new Column<>("reason", row -> row.link().reason()),
          new Column<>("doNotCall", row -> row.link().doNotCall()),
          new Column<>("answer", row -> row.link().answer()),
          new Column<>("hash", row -> row.link().hash()),
          new Column<>("fault", row -> row.link().fault()));

  private List<Chain> chains(String asked, NumberMasking numbers) {
    var keys = asked.startsWith(DECISION) ? byDecision(asked) : List.copyOf(keys(asked));
    var found =
        keys.stream()
            .map(key -> chains.read(key, numbers))
            .filter(chain -> !chain.links().isEmpty())
            .toList();
    if (found.isEmpty()) {
      throw new NotFoundResponse("There is no opt-in and no opt-out under this address.");
    }
    return found;
  }

  private List<String> byDecision(String asked) {
    return store.list(
        "SELECT phone_number FROM dnc_decisions WHERE decision_id = ?",
        row -> row.getString(1),
        asked.substring(DECISION.length()));
  }

  private Set<String> keys(String number) {
    var keys = new LinkedHashSet<String>();
    keys.add(number);
    if (!DncKey.isUnknownNumber(number) && !number.startsWith(DncKey.RAW)) {
      keys.addAll(DncKey.forLookup(number, region));
    }
    return keys;
  }
}
