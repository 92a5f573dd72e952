package io.switchboard.console.dlq;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.switchboard.console.export.Column;
import io.switchboard.console.export.ExportTable;
import io.switchboard.console.export.Exports;
import io.switchboard.console.view.Views;
import io.switchboard.contract.headers.DeadLetterHeaders;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.dlq.DeadLetterGroups;
import io.switchboard.replay.dlq.DeadLetterIndex;
import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterEntry;
import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterState;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.text.RecordJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** {@code /dead-letters}: dead letters by service, destination and reason, and the newest ones. */
public final class DeadLettersPage {
  private static final int MAX_SHOWN = 100;
  private static final int MAX_TEXT = 160;
  private static final int EXPORTED_AT_ONCE = 1_000;

  /** A filter reads whole topics: two at once leave the rest of the machine to the pipeline. */
  private static final int MAX_AT_ONCE = 2;

  private final KafkaSettings kafka;
  private final DeadLetterIndex index;
  private final Exports exports;
  private final Views views;
  private final Semaphore reading = new Semaphore(MAX_AT_ONCE);
  private final SelectionCache<Summary> summaries;

  /**
   * Dead letters of one service, destination and reason.
   *
   * @param query the parameters that select them
   */
  public record DeadLetterGroup(
      String service,
      String destination,
      String reason,
      long open,
      long redriven,
      long parked,
      Instant oldest,
      Instant newest,
      String query) {}

  /** One dead letter, phone numbers masked. */
  public record DeadLetterRow(
      Instant at,
      String service,
      String destination,
      String reason,
      String state,
      boolean again,
      String place,
      String source,
      String key,
      String message) {
    /** The address of its page. */
    public String link() {
      return "/dead-letters/" + place;
    }
  }

  /**
   * What the page shows of a selection.
   *
   * @param open the number of open ones
   */
  private record Summary(List<DeadLetterGroup> groups, long open, List<DeadLetterEntry> newest) {
    static final Summary NOTHING = new Summary(List.of(), 0, List.of());
  }

  /** The parts of a record that a row shows. */
  private record Shown(String key, String message) {
    static final Shown NOTHING = new Shown("no longer kept", "");
  }

  public DeadLettersPage(KafkaSettings kafka, DeadLetterIndex index, Exports exports, Views views) {
    this.kafka = kafka;
    this.index = index;
    this.exports = exports;
    this.views = views;
    this.summaries = new SelectionCache<>(index);
  }

  /** Answers with the page. */
  public void show(Context context) {
    var query = DeadLetterQuery.of(context);
    var all = "all".equals(context.queryParam("state"));
    if (Exports.isAsked(context)) {
      exports.answer(context, tables(query, all));
      return;
    }
    Summary summary;
    try {
      summary = summaries.get(query, all ? "all" : "open", () -> summary(query, all));
    } catch (IllegalArgumentException e) {
      page(context, query, all, Summary.NOTHING, String.valueOf(e.getMessage()));
      return;
    }
    page(context, query, all, summary, "");
  }

  private Summary summary(DeadLetterQuery query, boolean all) {
    var entries = find(query);
    return new Summary(
        groups(entries, query),
        entries.stream().filter(it -> it.state() == DeadLetterState.OPEN).count(),
        newest(entries, all, MAX_SHOWN));
  }

  private List<DeadLetterEntry> find(DeadLetterQuery query) {
    reading.acquireUninterruptibly();
    try {
      return query.find(kafka, index);
    } finally {
      reading.release();
    }
  }

  private void page(
      Context context, DeadLetterQuery query, boolean all, Summary summary, String problem) {
    views.page(
        context,
        "deadLetters.jte",
        "Dead letters",
        Map.of(
            "query",
            query,
            "all",
            all,
            "problem",
            problem,
            "groups",
            summary.groups(),
            "open",
            summary.open(),
            "rows",
            rows(summary.newest())));
  }

  private static List<DeadLetterGroup> groups(
      List<DeadLetterEntry> entries, DeadLetterQuery query) {
    var groups = new ArrayList<DeadLetterGroup>();
    DeadLetterGroups.of(entries)
        .forEach(
            (group, tally) ->
                groups.add(
                    new DeadLetterGroup(
                        group.service(),
                        group.destination(),
                        group.reason(),
                        tally.of(DeadLetterState.OPEN),
                        tally.of(DeadLetterState.REDRIVEN),
                        tally.of(DeadLetterState.PARKED),
                        tally.first(),
                        tally.last(),
                        query
                            .ofGroup(group.service(), group.destination(), group.reason())
                            .query())));
    groups.sort(Comparator.comparingLong(DeadLetterGroup::open).reversed());
    return groups;
  }

  private static List<DeadLetterEntry> newest(
      List<DeadLetterEntry> entries, boolean all, long atMost) {
    return entries.stream()
        .filter(entry -> all || entry.state() == DeadLetterState.OPEN)
        .sorted(Comparator.comparing((DeadLetterEntry it) -> it.deadLetter().at()).reversed())
        .limit(atMost)
        .toList();
  }

  private List<DeadLetterRow> rows(List<DeadLetterEntry> entries) {
    return rows(entries, NumberMasking.MASKED);
  }

  private List<DeadLetterRow> rows(List<DeadLetterEntry> entries, NumberMasking numbers) {
    var records =
        index.records(
            entries.stream().map(DeadLetterEntry::deadLetter).toList(),
            record -> shown(record, numbers));
    return entries.stream()
        .map(entry -> row(entry, records.getOrDefault(entry.deadLetter().id(), Shown.NOTHING)))
        .toList();
  }

  private DeadLetterRow row(DeadLetterEntry entry, Shown shown) {
    var deadLetter = entry.deadLetter();
    return new DeadLetterRow(
        deadLetter.at(),
        deadLetter.service(),
        deadLetter.destination(),
        deadLetter.reason(),
        entry.state().name().toLowerCase(Locale.ROOT),
        deadLetter.again(),
        DeadLetterPlace.of(deadLetter).text(),
        kafka.prefix().removeFrom(deadLetter.source().toString()) + "@" + deadLetter.sourceOffset(),
        shown.key(),
        shown.message());
  }

  private static Shown shown(ConsumerRecord<byte[], byte[]> record, NumberMasking numbers) {
    return new Shown(
        cut(RecordJson.shown(record.key(), numbers)),
        cut(numbers.in(EventHeaders.text(record.headers(), DeadLetterHeaders.MESSAGE).orElse(""))));
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
  }

  private List<ExportTable<?>> tables(DeadLetterQuery query, boolean all) {
    return List.of(
        new ExportTable<>(
            "dead-letters", LETTERS, (numbers, row) -> export(query, all, numbers, row)),
        new ExportTable<>(
            "groups", GROUPS, (_, row) -> groups(exported(query), query).forEach(row)));
  }

  /** All of them, the newest first; the records of some at a time are in memory. */
  private void export(
      DeadLetterQuery query, boolean all, NumberMasking numbers, Consumer<DeadLetterRow> row) {
    var entries = newest(exported(query), all, Long.MAX_VALUE);
    for (var from = 0; from < entries.size(); from += EXPORTED_AT_ONCE) {
      var some = entries.subList(from, Math.min(entries.size(), from + EXPORTED_AT_ONCE));
      rows(some, numbers).forEach(row);
    }
  }

  private List<DeadLetterEntry> exported(DeadLetterQuery query) {
    try {
      return find(query);
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(String.valueOf(e.getMessage()));
    }
  }

  private static final List<Column<DeadLetterRow>> LETTERS =
      List.of(
          new Column<>("refusedAt", DeadLetterRow::at),
          new Column<>("service", DeadLetterRow::service),
          new Column<>("destination", DeadLetterRow::destination),
          new Column<>("reason", DeadLetterRow::reason),
          new Column<>("state", DeadLetterRow::state),
          new Column<>("again", DeadLetterRow::again),
          new Column<>("deadLetter", DeadLetterRow::place),
          new Column<>("source", DeadLetterRow::source),
          new Column<>("key", DeadLetterRow::key),
          new Column<>("message", DeadLetterRow::message));

  private static final List<Column<DeadLetterGroup>> GROUPS =
      List.of(
          new Column<>("service", DeadLetterGroup::service),
          new Column<>("destination", DeadLetterGroup::destination),
          new Column<>("reason", DeadLetterGroup::reason),
          new Column<>("open", DeadLetterGroup::open),
          new Column<>("redriven", DeadLetterGroup::redriven),
          new Column<>("parked", DeadLetterGroup::parked),
          new Column<>("oldest", DeadLetterGroup::oldest),
          new Column<>("newest", DeadLetterGroup::newest));
}
