package io.switchboard.console.live;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import io.switchboard.console.export.Column;
import io.switchboard.console.export.ExportTable;
import io.switchboard.console.export.Exports;
import io.switchboard.console.view.EventStream;
import io.switchboard.console.view.Views;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.replay.filter.Filter;
import io.switchboard.replay.filter.FilterSyntaxException;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.text.RecordJson;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** {@code /live}: the records of all topics as they come. */
public final class LivePage {
  private static final String AFTER = "after";
  private static final int SHOWN = 200;
  private static final int MAX_BATCH = 100;

  /** After a time without a stream: as many rows as the table in the page has. */
  private static final int MAX_FIRST_BATCH = 300;

  private static final int MAX_ROWS_CACHED = 1_000;

  private final RecordBuffer buffer;
  private final TopicPrefix prefix;
  private final Exports exports;
  private final Views views;

  /** A row is made once for all browsers that show it in one zone. */
  private final LoadingCache<RowKey, String> rows;

  private record RowKey(LiveRecord record, ZoneId zone) {
    @Override
    public boolean equals(Object other) {
      return other instanceof RowKey(var otherRecord, var otherZone)
          && record.sequence() == otherRecord.sequence()
          && zone.equals(otherZone);
    }

    @Override
    public int hashCode() {
      return Long.hashCode(record.sequence()) * 31 + zone.hashCode();
    }
  }

  /**
   * What a browser wants to see, from the query parameters.
   *
   * @param topics without prefix; empty for all
   * @param where the filter's text
   * @param problem why the filter cannot be used, empty if it can
   */
  private record Choice(Set<String> topics, String where, Filter filter, String problem) {
    boolean shows(ConsumerRecord<byte[], byte[]> visible, String topic) {
      return (topics.isEmpty() || topics.contains(topic)) && filter.test(visible);
    }
  }

  public LivePage(RecordBuffer buffer, TopicPrefix prefix, Exports exports, Views views) {
    this.buffer = buffer;
    this.prefix = prefix;
    this.exports = exports;
    this.views = views;
    this.rows = Caffeine.newBuilder().maximumSize(MAX_ROWS_CACHED).build(this::row);
  }

  public void show(Context context) {
    var choice = choice(context);
    if (Exports.isAsked(context)) {
      exports.answer(context, List.of(table(choice)));
      return;
    }
    var records = new ArrayList<LiveRecord>();
    var now = buffer.snapshot();
    for (var live : now.records().reversed()) {
      if (records.size() < SHOWN && choice.shows(visible(live), topic(live))) {
        records.add(live);
      }
    }
    var zone = Views.zone(context);
    views.livePage(
        context,
        "live.jte",
        "Live",
        Map.of(
            "topics", LiveTopicFollower.names(),
            "chosen", choice.topics(),
            "where", choice.where(),
            "problem", choice.problem(),
            "rows", records.stream().map(live -> rows.get(new RowKey(live, zone))).toList(),
            "after", now.next(),
            "query", context.queryString() == null ? "" : context.queryString()));
  }

  /** What is in memory of the records that the filter selects, the oldest first. */
  private ExportTable<Exported> table(Choice choice) {
    return new ExportTable<>(
        "records",
        COLUMNS,
        (numbers, row) -> {
          for (var live : buffer.snapshot().records()) {
            if (choice.shows(visible(live), topic(live))) {
              row.accept(exported(live, numbers));
            }
          }
        });
  }

  private Exported exported(LiveRecord live, NumberMasking numbers) {
    var record = live.record();
    return new Exported(
        Instant.ofEpochMilli(Math.max(0, record.timestamp())),
        topic(live),
        record.partition(),
        record.offset(),
        RecordJson.shown(record.key(), numbers),
        RecordJson.oneLine(record.value(), numbers));
  }

  private record Exported(
      Instant time, String topic, int partition, long offset, String key, String value) {}

  private static final List<Column<Exported>> COLUMNS =
      List.of(
          new Column<>("time", Exported::time),
          new Column<>("topic", Exported::topic),
          new Column<>("partition", Exported::partition),
          new Column<>("offset", Exported::offset),
          new Column<>("key", Exported::key),
          new Column<>("value", Exported::value));

  /** The records that come after the page was made, newest first, as table rows. */
  public void stream(SseClient client) {
    var context = client.ctx();
    var choice = choice(context);
    var zone = Views.zone(context);
    var next = new AtomicLong(beginning(context));
    var most = new AtomicInteger(MAX_FIRST_BATCH);
    EventStream.start(
        client,
        views.outage(context),
        sse -> send(sse, choice, zone, next, most.getAndSet(MAX_BATCH)),
        () -> {});
  }

  /**
   * The number of the newest record that the browser has: as of its last event, or as of the page.
   * Another run of the console may have counted further; then only what comes now is new.
   */
  private long beginning(Context context) {
    var seen = context.header("Last-Event-ID");
    var text = seen == null ? context.queryParam(AFTER) : seen;
    var last = buffer.last();
    return text != null && text.matches("\\d{1,18}") ? Math.min(last, Long.parseLong(text)) : last;
  }

  private void send(SseClient client, Choice choice, ZoneId zone, AtomicLong next, int most)
      throws InterruptedException {
    var batch = buffer.await(next.get(), EventStream.MAX_WAIT);
    next.set(batch.next());
    var html =
        batch.records().reversed().stream()
            .filter(live -> choice.shows(visible(live), topic(live)))
            .limit(most)
            .map(live -> rows.get(new RowKey(live, zone)))
            .collect(Collectors.joining());
    var id = Long.toString(batch.next());
    if (batch.skipped() > 0) {
      client.sendEvent("skipped", Long.toString(batch.skipped()), id);
    }
    if (!html.isEmpty()) {
      client.sendEvent("records", html.replace('\n', ' '), id);
    } else if (!batch.records().isEmpty()) {
      client.sendEvent("read", id, id); // the browser's next stream begins there: it missed nothing
    }
  }

  /** What the filter sees: a filter must not find out digits that are hidden. */
  private ConsumerRecord<byte[], byte[]> visible(LiveRecord live) {
    var record = live.record();
    var value = KeypadDigits.hide(topic(live), record.value());
    return value == record.value()
        ? record
        : new ConsumerRecord<>(
            record.topic(),
            record.partition(),
            record.offset(),
            record.timestamp(),
            record.timestampType(),
            record.serializedKeySize(),
            record.serializedValueSize(),
            record.key(),
            value,
            record.headers(),
            record.leaderEpoch());
  }

  private Choice choice(Context context) {
    var topics = new HashSet<>(context.queryParams("topic"));
    topics.retainAll(Set.copyOf(LiveTopicFollower.names()));
    var where = context.queryParam("where");
    var text = where == null ? "" : where.strip();
    try {
      return new Choice(topics, text, filter(text), "");
    } catch (FilterSyntaxException e) {
      return new Choice(topics, text, filter(""), String.valueOf(e.getMessage()));
    }
  }

  private static Filter filter(String text) {
    return Filter.parse(text.isEmpty() ? "offset >= 0" : text, Instant.now());
  }

  private String topic(LiveRecord live) {
    return prefix.removeFrom(live.record().topic());
  }

  private String row(RowKey key) {
    var record = key.record().record();
    return views.render(
        "liveRow.jte",
        Map.of(
            "row",
            new LiveRow(
                Instant.ofEpochMilli(Math.max(0, record.timestamp())),
                key.zone(),
                topic(key.record()),
                record.partition(),
                record.offset(),
                RecordJson.shown(record.key(), NumberMasking.MASKED),
                RecordJson.oneLine(record.value(), NumberMasking.MASKED))));
  }
}
