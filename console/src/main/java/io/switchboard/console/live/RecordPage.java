package io.switchboard.console.live;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.switchboard.console.access.Authorization;
import io.switchboard.console.access.RevealedPages;
import io.switchboard.console.audit.ConsoleAudit;
import io.switchboard.console.view.PageReader;
import io.switchboard.console.view.Views;
import io.switchboard.contract.event.ConsoleAction;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.reading.OffsetRange;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.text.RecordJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** {@code /live/{topic}/{partition}/{offset}}: one record whole. */
public final class RecordPage {
  private static final String HIDDEN =
      "# The numbers and digits of this record are masked. Reveal them to get the command.";

  private final KafkaSettings kafka;
  private final ConsoleAudit audit;
  private final RevealedPages revealed;
  private final Views views;

  public RecordPage(KafkaSettings kafka, ConsoleAudit audit, RevealedPages revealed, Views views) {
    this.kafka = kafka;
    this.audit = audit;
    this.revealed = revealed;
    this.views = views;
  }

  /** Answers with the record, numbers masked unless they were revealed. */
  public void show(Context context) {
    page(context, record(context), revealed.numbers(context));
  }

  /** Leads to the whole record, after the audit has it. */
  public void reveal(Context context) {
    var record = record(context);
    audit.record(
        Authorization.person(context),
        ConsoleAction.ConsoleActionKind.REVEALED,
        context.pathParam("topic") + " " + record.partition() + "@" + record.offset(),
        "phone numbers and digits of this record");
    revealed.show(context);
  }

  private ConsumerRecord<byte[], byte[]> record(Context context) {
    return read(
            context.pathParam("topic"),
            number(context, "partition").intValue(),
            number(context, "offset"))
        .orElseThrow(
            () ->
                new NotFoundResponse(
                    "There is no such record. Its retention may be over: see topics.yaml."));
  }

  private void page(Context context, ConsumerRecord<byte[], byte[]> record, NumberMasking numbers) {
    var topic = context.pathParam("topic");
    var headers = EventHeaders.read(record.headers(), "none", record.timestamp());
    views.page(
        context,
        numbers,
        "record.jte",
        topic + " " + record.partition() + "@" + record.offset(),
        Map.of(
            "topic",
            topic,
            "record",
            record.partition() + "@" + record.offset(),
            "time",
            Instant.ofEpochMilli(Math.max(0, record.timestamp())),
            "key",
            RecordJson.shown(record.key(), numbers),
            "headers",
            headers(record, numbers),
            "value",
            RecordJson.pretty(record.value(), numbers),
            "subject",
            headers.subject() == null ? "" : headers.subject(),
            "revealed",
            numbers == NumberMasking.REVEALED,
            "command",
            command(topic, record, numbers)));
  }

  /** As far as it can be shown: a command with masked numbers would send those. */
  private static String command(
      String topic, ConsumerRecord<byte[], byte[]> record, NumberMasking numbers) {
    var value = record.value();
    if (value == null) {
      return "";
    }
    var isWhole =
        RecordJson.pretty(value, numbers).equals(RecordJson.pretty(value, NumberMasking.REVEALED));
    return WebhookCommand.of(topic, value).map(it -> isWhole ? it : HIDDEN).orElse("");
  }

  private static Long number(Context context, String name) {
    return context.pathParamAsClass(name, Long.class).get();
  }

  private Optional<ConsumerRecord<byte[], byte[]>> read(String topic, int partition, long offset) {
    if (!LiveTopicFollower.names().contains(topic)) {
      return Optional.empty();
    }
    var place = new TopicPartition(kafka.prefix().applyTo(topic), partition);
    try (var reader = PageReader.open(kafka)) {
      if (!reader.partitions(place.topic()).contains(place)) {
        return Optional.empty();
      }
      reader.consumer().assign(List.of(place));
      var begin = reader.beginnings(List.of(place)).getOrDefault(place, 0L);
      var end = reader.last(List.of(place), 0).getFirst().to();
      if (offset < begin || offset >= end) {
        return Optional.empty();
      }
      var reading = reader.read(List.of(new OffsetRange(place, offset, offset + 1)));
      while (!reading.finished()) {
        var records = reading.poll();
        if (!records.isEmpty()) {
          return Optional.of(records.getFirst());
        }
      }
      return Optional.empty();
    }
  }

  private static List<Map.Entry<String, String>> headers(
      ConsumerRecord<byte[], byte[]> record, NumberMasking numbers) {
    var headers = new java.util.ArrayList<Map.Entry<String, String>>();
    record
        .headers()
        .forEach(
            header ->
                headers.add(Map.entry(header.key(), RecordJson.shown(header.value(), numbers))));
    return headers;
  }
}
