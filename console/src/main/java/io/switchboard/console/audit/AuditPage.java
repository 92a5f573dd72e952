package io.switchboard.console.audit;

import io.javalin.http.Context;
import io.switchboard.console.export.Column;
import io.switchboard.console.export.ExportTable;
import io.switchboard.console.export.Exports;
import io.switchboard.console.view.PageReader;
import io.switchboard.console.view.Views;
import io.switchboard.contract.event.ConsoleAction;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topic;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.replay.reading.OffsetRange;
import io.switchboard.replay.text.NumberMasking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.errors.SerializationException;

/** {@code /audit}: the newest records of {@code console.audit}. */
public final class AuditPage {
  private static final int MAX_ACTIONS = 500;

  private final KafkaSettings kafka;
  private final Topic<String, ConsoleAction> topic;
  private final Exports exports;
  private final Views views;

  /** One action, its subject masked. */
  public record Line(Instant at, String by, String kind, String subject, String detail) {}

  public AuditPage(KafkaSettings kafka, Exports exports, Views views) {
    this.kafka = kafka;
    this.topic = kafka.topics().consoleAudit();
    this.exports = exports;
    this.views = views;
  }

  /** Answers with the page. */
  public void show(Context context) {
    if (Exports.isAsked(context)) {
      exports.answer(context, List.of(new ExportTable<>("actions", COLUMNS, this::all)));
      return;
    }
    views.page(context, "audit.jte", "Audit", Map.of("lines", newest()));
  }

  private List<Line> newest() {
    var lines = new ArrayList<Line>();
    read(
        reader -> reader.last(reader.partitions(topic.name()), MAX_ACTIONS),
        NumberMasking.MASKED,
        lines::add);
    lines.sort(Comparator.comparing(Line::at).reversed());
    return lines.size() > MAX_ACTIONS ? lines.subList(0, MAX_ACTIONS) : lines;
  }

  /** Every action that is kept, partition by partition. */
  private void all(NumberMasking numbers, Consumer<Line> lines) {
    read(reader -> reader.ranges(reader.partitions(topic.name()), LogWindow.ALL), numbers, lines);
  }

  private void read(
      Function<LogReader, List<OffsetRange>> ranges, NumberMasking numbers, Consumer<Line> lines) {
    try (var reader = PageReader.open(kafka)) {
      var reading = reader.read(ranges.apply(reader));
      while (!reading.finished()) {
        for (var record : reading.poll()) {
          line(record.value(), numbers).ifPresent(lines);
        }
      }
    }
  }

  private static final List<Column<Line>> COLUMNS =
      List.of(
          new Column<>("at", Line::at),
          new Column<>("by", Line::by),
          new Column<>("kind", Line::kind),
          new Column<>("subject", Line::subject),
          new Column<>("detail", Line::detail));

  private Optional<Line> line(byte[] value, NumberMasking numbers) {
    try {
      var action = topic.values().deserializer().deserialize(topic.name(), value);
      return Optional.ofNullable(action)
          .map(
              it ->
                  new Line(
                      it.at(),
                      it.by(),
                      it.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                      numbers.in(it.subject()),
                      numbers.in(it.detail())));
    } catch (SerializationException _) {
      return Optional.empty(); // written by something else
    }
  }
}
