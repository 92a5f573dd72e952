package io.switchboard.console.audit;

import io.javalin.http.Context;
import io.switchboard.console.view.PageReader;
import io.switchboard.console.view.Views;
import io.switchboard.contract.event.ConsoleAction;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topic;
import io.switchboard.replay.text.NumberMasking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;

/** {@code /audit}: the newest records of {@code console.audit}. */
public final class AuditPage {
  private static final int MAX_ACTIONS = 500;

  private final KafkaSettings kafka;
  private final Topic<String, ConsoleAction> topic;
  private final Views views;

  /** One action, its subject masked. */
  public record Line(Instant at, String by, String kind, String subject, String detail) {}

  public AuditPage(KafkaSettings kafka, Views views) {
    this.kafka = kafka;
    this.topic = kafka.topics().consoleAudit();
    this.views = views;
  }

  /** Answers with the page. */
  public void show(Context context) {
    views.page(context, "audit.jte", "Audit", Map.of("lines", lines()));
  }

  private List<Line> lines() {
    var lines = new ArrayList<Line>();
    try (var reader = PageReader.open(kafka)) {
      var reading = reader.read(reader.last(reader.partitions(topic.name()), MAX_ACTIONS));
      while (!reading.finished()) {
        for (var record : reading.poll()) {
          line(record.value()).ifPresent(lines::add);
        }
      }
    }
    lines.sort(Comparator.comparing(Line::at).reversed());
    return lines.size() > MAX_ACTIONS ? lines.subList(0, MAX_ACTIONS) : lines;
  }

  private java.util.Optional<Line> line(byte[] value) {
    try {
      var action = topic.values().deserializer().deserialize(topic.name(), value);
      return java.util.Optional.ofNullable(action)
          .map(
              it ->
                  new Line(
                      it.at(),
                      it.by(),
                      it.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                      NumberMasking.MASKED.in(it.subject()),
                      NumberMasking.MASKED.in(it.detail())));
    } catch (SerializationException _) {
      return java.util.Optional.empty(); // written by something else
    }
  }
}
