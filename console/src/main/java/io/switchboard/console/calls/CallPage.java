package io.switchboard.console.calls;

import io.javalin.http.Context;
import io.switchboard.console.access.Authorization;
import io.switchboard.console.access.RevealedPages;
import io.switchboard.console.audit.ConsoleAudit;
import io.switchboard.console.export.Column;
import io.switchboard.console.export.ExportTable;
import io.switchboard.console.export.Exports;
import io.switchboard.console.menu.ActivatedMenus;
import io.switchboard.console.view.Views;
import io.switchboard.contract.event.ConsoleAction;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.trace.Step;
import io.switchboard.replay.trace.call.CallTimeline;
import io.switchboard.replay.trace.call.SensitivePresses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** {@code /calls/{callId}}: one call as a time line. */
public final class CallPage {
  private static final Duration LONG_GAP = Duration.ofSeconds(2);

  private final CallReader calls;
  private final ActivatedMenus definitions;
  private final TopicPrefix prefix;
  private final ConsoleAudit audit;
  private final RevealedPages revealed;
  private final Exports exports;
  private final Views views;

  /**
   * One line of the time line.
   *
   * @param offset since the first line
   * @param pause since the line before, where it is worth mentioning; empty otherwise
   * @param link the record's own page
   */
  public record Line(
      Instant at,
      String offset,
      String pause,
      String kind,
      String text,
      String detail,
      String record,
      String link) {}

  public CallPage(
      CallReader calls,
      ActivatedMenus definitions,
      TopicPrefix prefix,
      ConsoleAudit audit,
      RevealedPages revealed,
      Exports exports,
      Views views) {
    this.calls = calls;
    this.definitions = definitions;
    this.prefix = prefix;
    this.audit = audit;
    this.revealed = revealed;
    this.exports = exports;
    this.views = views;
  }

  /** Answers with what PostgreSQL knows; the page asks for the time line by itself. */
  public void show(Context context) {
    var callId = context.pathParam("callId");
    if (Exports.isAsked(context)) {
      exports.answer(context, List.of(table(callId)));
      return;
    }
    var numbers = revealed.numbers(context);
    var facts = calls.facts(callId, numbers);
    var model = new HashMap<String, Object>();
    model.put("callId", callId);
    model.put("facts", facts);
    model.put("revealed", numbers == NumberMasking.REVEALED);
    if (numbers == NumberMasking.REVEALED) {
      model.put("lines", lines(calls.steps(callId, facts), numbers));
    }
    views.page(context, numbers, "call.jte", "Call " + NumberMasking.MASKED.in(callId), model);
  }

  /** The part of the page with the time line. */
  public void timeline(Context context) {
    var callId = Objects.requireNonNullElse(context.queryParam("call"), "");
    var steps = calls.steps(callId, calls.facts(callId, NumberMasking.MASKED));
    context.html(
        views.render(
            "timeline.jte",
            Map.of(
                "frame", views.frame(context, "Call"),
                "lines", lines(steps, NumberMasking.MASKED))));
  }

  /** Leads to the page with number and digits, after the audit has it. */
  public void reveal(Context context) {
    var callId = context.pathParam("callId");
    if (Exports.isAsked(context)) {
      exports.answer(context, List.of(table(callId)));
      return;
    }
    audit.record(
        Authorization.person(context),
        ConsoleAction.ConsoleActionKind.REVEALED,
        callId,
        "the number and the digits of this call");
    revealed.show(context);
  }

  private ExportTable<Line> table(String callId) {
    return new ExportTable<>(
        "timeline",
        COLUMNS,
        (numbers, row) ->
            lines(calls.steps(callId, calls.facts(callId, numbers)), numbers).forEach(row));
  }

  private List<Line> lines(List<Step> steps, NumberMasking numbers) {
    var presses =
        numbers == NumberMasking.REVEALED
            ? SensitivePresses.revealed()
            : SensitivePresses.of(steps, definitions.sensitive());
    var entries = CallTimeline.of(steps, numbers, presses);
    var lines = new ArrayList<Line>();
    var first = entries.isEmpty() ? Instant.EPOCH : entries.getFirst().at();
    var before = first;
    for (var entry : entries) {
      lines.add(line(entry, first, before));
      before = entry.at();
    }
    return lines;
  }

  private Line line(CallTimeline.Entry entry, Instant first, Instant before) {
    var record = entry.step().record();
    var topic = prefix.removeFrom(record.topic());
    var pause = Duration.between(before, entry.at());
    return new Line(
        entry.at(),
        "+" + seconds(Duration.between(first, entry.at())),
        pause.compareTo(LONG_GAP) >= 0 ? seconds(pause) : "",
        entry.kind().word(),
        entry.text(),
        entry.detail(),
        topic + " " + record.partition() + "@" + record.offset(),
        "/live/" + topic + "/" + record.partition() + "/" + record.offset());
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f s", duration.toMillis() / 1_000.0);
  }

  private static final List<Column<Line>> COLUMNS =
      List.of(
          new Column<>("at", Line::at),
          new Column<>("kind", Line::kind),
          new Column<>("text", Line::text),
          new Column<>("detail", Line::detail),
          new Column<>("record", Line::record));
}
