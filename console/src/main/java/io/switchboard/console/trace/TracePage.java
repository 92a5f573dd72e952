package io.switchboard.console.trace;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.switchboard.console.access.Authorization;
import io.switchboard.console.audit.ConsoleAudit;
import io.switchboard.console.export.Column;
import io.switchboard.console.export.ExportTable;
import io.switchboard.console.export.Exports;
import io.switchboard.console.store.Store;
import io.switchboard.console.trace.TraceReader.Line;
import io.switchboard.console.view.Addresses;
import io.switchboard.console.view.SubmittedForms;
import io.switchboard.console.view.SubmittedForms.Submitted;
import io.switchboard.console.view.Views;
import io.switchboard.console.view.Window;
import io.switchboard.contract.event.ConsoleAction;
import io.switchboard.contract.phone.DncKey;
import io.switchboard.contract.phone.PhoneNumber;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.trace.TraceTooLongException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code /trace?q=}: one call, contact or number through everything. The page asks for the records
 * by itself, since a trace may read whole topics.
 */
public final class TracePage {
  /** Stands for the number of one of its decisions, so that no address holds the number. */
  private static final String DECISION = "decision:";

  private final SubmittedForms<String> numbers = new SubmittedForms<>();
  private final TraceReader reader;
  private final Store store;
  private final String region;
  private final ConsoleAudit audit;
  private final Exports exports;
  private final Views views;

  public TracePage(
      TraceReader reader,
      Store store,
      String region,
      ConsoleAudit audit,
      Exports exports,
      Views views) {
    this.reader = reader;
    this.store = store;
    this.region = region;
    this.audit = audit;
    this.exports = exports;
    this.views = views;
  }

  /** Answers with the form, and the place for the records when the address names a subject. */
  public void show(Context context) {
    var asked =
        numbers.find(context).map(Submitted::form).orElseGet(() -> text(context.queryParam("q")));
    if (Exports.isAsked(context)) {
      exports.answer(context, List.of(table(asked, Window.of(context))));
      return;
    }
    page(context, asked, Window.of(context));
  }

  /**
   * Takes the form: a number that has decisions is led to its newest decision, others to an address
   * without it.
   */
  public void find(Context context) {
    var asked = text(context.formParam("q"));
    var window = Window.of(context);
    if (!isNumber(asked)) {
      context.redirect(Addresses.trace(asked) + "&" + window.query(), HttpStatus.SEE_OTHER);
      return;
    }
    for (var key : DncKey.forLookup(asked, region)) {
      var decisions =
          store.list(
              "SELECT decision_id FROM dnc_decisions WHERE phone_number = ?"
                  + " ORDER BY chain_length DESC LIMIT 1",
              row -> row.getString(1),
              key);
      if (!decisions.isEmpty()) {
        context.redirect(
            "/trace?q=" + DECISION + decisions.getFirst() + "&" + window.query(),
            HttpStatus.SEE_OTHER);
        return;
      }
    }
    numbers.show(context, "/trace?" + window.query(), asked);
  }

  /** An address must not hold it. */
  private boolean isNumber(String asked) {
    return !asked.startsWith(DECISION) && !PhoneNumber.readings(asked, region).isEmpty();
  }

  private void page(Context context, String asked, Window window) {
    views.page(
        context,
        "trace.jte",
        "Trace",
        Map.of(
            "query", asked,
            "shown", NumberMasking.MASKED.in(asked),
            "window", window));
  }

  /** The part of the page with the records. */
  public void records(Context context) {
    fragment(context, NumberMasking.MASKED);
  }

  /** The same with numbers and digits, after the audit has it. */
  public void revealed(Context context) {
    audit.record(
        Authorization.person(context),
        ConsoleAction.ConsoleActionKind.REVEALED,
        text(context.formParam("q")),
        "numbers and digits in the trace of this subject");
    fragment(context, NumberMasking.REVEALED);
  }

  private void fragment(Context context, NumberMasking numbers) {
    var asked = text(context.formParam("q"));
    var window = Window.of(context);
    context.html(
        views.render(
            "traceRecords.jte",
            Map.of(
                "frame",
                views.frame(context, "Trace"),
                "query",
                asked,
                "window",
                window,
                "revealed",
                numbers == NumberMasking.REVEALED,
                "isNumber",
                isNumber(asked),
                "lines",
                lines(asked, window, numbers))));
  }

  private List<Line> lines(String asked, Window window, NumberMasking numbers) {
    try {
      return reader.lines(subject(asked), window, numbers);
    } catch (TraceTooLongException _) {
      throw new BadRequestResponse(
          "More than 20,000 records are about this subject. Choose a shorter window.");
    }
  }

  private String subject(String asked) {
    if (!asked.startsWith(DECISION)) {
      return asked;
    }
    return store
        .list(
            "SELECT phone_number FROM dnc_decisions WHERE decision_id = ?",
            row -> row.getString(1),
            asked.substring(DECISION.length()))
        .stream()
        .findFirst()
        .orElseThrow(() -> new NotFoundResponse("There is no such decision."));
  }

  private ExportTable<Line> table(String asked, Window window) {
    return new ExportTable<>(
        "trace", COLUMNS, (numbers, row) -> lines(asked, window, numbers).forEach(row));
  }

  private static final List<Column<Line>> COLUMNS =
      List.of(
          new Column<>("time", Line::time),
          new Column<>("depth", Line::depth),
          new Column<>("topic", Line::topic),
          new Column<>("record", Line::place),
          new Column<>("key", Line::key),
          new Column<>("summary", Line::summary));

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "").strip();
  }
}
