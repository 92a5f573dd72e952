package io.switchboard.console.dlq;

import io.javalin.http.Context;
import io.switchboard.console.view.PageReader;
import io.switchboard.console.view.Views;
import io.switchboard.contract.headers.DeadLetterHeaders;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.dlq.DeadLetterGroups;
import io.switchboard.replay.dlq.DeadLetterStore;
import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterEntry;
import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterState;
import io.switchboard.replay.reading.Progress;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.text.RecordJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** {@code /dead-letters}: dead letters by service, destination and reason, and the newest ones. */
public final class DeadLettersPage {
  private static final int MAX_SHOWN = 100;
  private static final int MAX_TEXT = 160;

  /** The page reads whole topics: two at once leave the rest of the machine to the pipeline. */
  private static final int MAX_AT_ONCE = 2;

  private final KafkaSettings kafka;
  private final Views views;
  private final Semaphore reading = new Semaphore(MAX_AT_ONCE);

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
      String link,
      String source,
      String key,
      String message) {}

  /** The parts of a record that a row shows. */
  private record Shown(String key, String message) {
    static final Shown NOTHING = new Shown("no longer kept", "");
  }

  public DeadLettersPage(KafkaSettings kafka, Views views) {
    this.kafka = kafka;
    this.views = views;
  }

  /** Answers with the page. */
  public void show(Context context) {
    var query = DeadLetterQuery.of(context);
    var all = "all".equals(context.queryParam("state"));
    Predicate<ConsumerRecord<byte[], byte[]>> filter;
    try {
      filter = query.filter(kafka);
    } catch (IllegalArgumentException e) {
      page(context, query, all, List.of(), List.of(), String.valueOf(e.getMessage()));
      return;
    }
    reading.acquireUninterruptibly();
    try (var reader = PageReader.open(kafka)) {
      var store = new DeadLetterStore(kafka, reader);
      var entries = store.deadLetters(query.services(), filter, query.window(), Progress.SILENT);
      page(context, query, all, entries, rows(store, shown(entries, all)), "");
    } finally {
      reading.release();
    }
  }

  private void page(
      Context context,
      DeadLetterQuery query,
      boolean all,
      List<DeadLetterEntry> entries,
      List<DeadLetterRow> rows,
      String problem) {
    views.page(
        context,
        "deadLetters.jte",
        "Dead letters",
        Map.of(
            "query", query,
            "all", all,
            "problem", problem,
            "groups", groups(entries, query),
            "open", entries.stream().filter(it -> it.state() == DeadLetterState.OPEN).count(),
            "rows", rows));
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

  private static List<DeadLetterEntry> shown(List<DeadLetterEntry> entries, boolean all) {
    return entries.stream()
        .filter(entry -> all || entry.state() == DeadLetterState.OPEN)
        .sorted(Comparator.comparing((DeadLetterEntry it) -> it.deadLetter().at()).reversed())
        .limit(MAX_SHOWN)
        .toList();
  }

  private List<DeadLetterRow> rows(DeadLetterStore store, List<DeadLetterEntry> entries) {
    var records =
        store.records(
            entries.stream().map(DeadLetterEntry::deadLetter).toList(), DeadLettersPage::shown);
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
        DeadLetterPlace.of(deadLetter).link(),
        kafka.prefix().removeFrom(deadLetter.source().toString()) + "@" + deadLetter.sourceOffset(),
        shown.key(),
        shown.message());
  }

  private static Shown shown(ConsumerRecord<byte[], byte[]> record) {
    return new Shown(
        cut(RecordJson.shown(record.key(), NumberMasking.MASKED)),
        cut(
            NumberMasking.MASKED.in(
                EventHeaders.text(record.headers(), DeadLetterHeaders.MESSAGE).orElse(""))));
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
  }
}
