package io.switchboard.console.dlq;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.switchboard.console.access.Authorization;
import io.switchboard.console.access.RevealedPages;
import io.switchboard.console.audit.ConsoleAudit;
import io.switchboard.console.view.PageReader;
import io.switchboard.console.view.Views;
import io.switchboard.contract.event.ConsoleAction;
import io.switchboard.contract.headers.DeadLetterHeaders;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.replay.dlq.DeadLetterStore;
import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterEntry;
import io.switchboard.replay.dlq.DeadLetterStore.DeadLetterState;
import io.switchboard.replay.reading.Progress;
import io.switchboard.replay.text.NumberMasking;
import io.switchboard.replay.text.RecordJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** {@code /dead-letters/{service}/{partition}/{offset}}: one dead letter whole. */
public final class DeadLetterPage {
  private final KafkaSettings kafka;
  private final ConsoleAudit audit;
  private final RevealedPages revealed;
  private final Views views;

  /**
   * One dead letter.
   *
   * @param letter its place, as parameter of an action
   * @param sourceLink the page of the record that was refused
   * @param again whether it was redriven before and refused again
   * @param omitted the parts of the record that were too large to be kept
   * @param resolved what was done with it last, in words; empty for nothing
   */
  public record DeadLetterView(
      String letter,
      String service,
      String destination,
      String reason,
      String message,
      Instant at,
      String source,
      String sourceLink,
      boolean open,
      boolean parked,
      boolean again,
      String omitted,
      String resolved,
      @Nullable Instant resolvedAt,
      String subject,
      String key,
      List<Map.Entry<String, String>> headers,
      String value) {}

  public DeadLetterPage(
      KafkaSettings kafka, ConsoleAudit audit, RevealedPages revealed, Views views) {
    this.kafka = kafka;
    this.audit = audit;
    this.revealed = revealed;
    this.views = views;
  }

  /** Answers with the dead letter, phone numbers masked unless they were revealed. */
  public void show(Context context) {
    page(context, revealed.numbers(context));
  }

  /** Leads to the dead letter with its numbers, after the audit has it. */
  public void reveal(Context context) {
    audit.record(
        Authorization.person(context),
        ConsoleAction.ConsoleActionKind.REVEALED,
        "dead letter " + place(context).text(),
        "the record of this dead letter");
    revealed.show(context);
  }

  private static DeadLetterPlace place(Context context) {
    return DeadLetterPlace.parse(
        context.pathParam("service")
            + "/"
            + context.pathParam("partition")
            + "/"
            + context.pathParam("offset"));
  }

  private void page(Context context, NumberMasking numbers) {
    var place = place(context);
    views.page(
        context,
        numbers,
        "deadLetter.jte",
        "Dead letter",
        Map.of(
            "letter", read(place, numbers),
            "address", place.link(),
            "revealed", numbers == NumberMasking.REVEALED));
  }

  private DeadLetterView read(DeadLetterPlace place, NumberMasking numbers) {
    try (var reader = PageReader.open(kafka)) {
      var store = new DeadLetterStore(kafka, reader);
      var entry =
          store
              .deadLetters(
                  List.of(place.service()),
                  record -> place.isOf(record, kafka),
                  DeadLetterQuery.at(place).window(),
                  Progress.SILENT)
              .stream()
              .findFirst()
              .orElseThrow(
                  () ->
                      new NotFoundResponse(
                          "There is no dead letter under this address. Dead letters are kept for"
                              + " 30 days."));
      return view(place, entry, store.record(entry.deadLetter()), numbers);
    }
  }

  private DeadLetterView view(
      DeadLetterPlace place,
      DeadLetterEntry entry,
      ConsumerRecord<byte[], byte[]> record,
      NumberMasking numbers) {
    var deadLetter = entry.deadLetter();
    var topic = kafka.prefix().removeFrom(deadLetter.source().topic());
    var source = deadLetter.source().partition() + "@" + deadLetter.sourceOffset();
    var resolution = entry.resolution();
    return new DeadLetterView(
        place.text(),
        deadLetter.service(),
        deadLetter.destination(),
        deadLetter.reason(),
        numbers.in(EventHeaders.text(record.headers(), DeadLetterHeaders.MESSAGE).orElse("")),
        deadLetter.at(),
        topic + " " + source,
        "/live/" + topic + "/" + source.replace('@', '/'),
        entry.state() == DeadLetterState.OPEN,
        entry.state() == DeadLetterState.PARKED,
        deadLetter.again(),
        deadLetter.omitted(),
        resolution == null
            ? ""
            : resolution.action().name().toLowerCase(Locale.ROOT)
                + " by "
                + resolution.by()
                + Optional.ofNullable(resolution.reason())
                    .map(why -> ": " + NumberMasking.MASKED.in(why))
                    .orElse(""),
        resolution == null ? null : resolution.at(),
        traced(record),
        RecordJson.shown(record.key(), numbers),
        headers(record, numbers),
        RecordJson.pretty(record.value(), numbers));
  }

  /** The subject of the record for the trace, unless it is a phone number: it stands in a link. */
  private static String traced(ConsumerRecord<byte[], byte[]> record) {
    var subject = EventHeaders.read(record.headers(), "none", record.timestamp()).subject();
    return subject == null || !NumberMasking.MASKED.in(subject).equals(subject) ? "" : subject;
  }

  private static List<Map.Entry<String, String>> headers(
      ConsumerRecord<byte[], byte[]> record, NumberMasking numbers) {
    var headers = new ArrayList<Map.Entry<String, String>>();
    record
        .headers()
        .forEach(
            header ->
                headers.add(Map.entry(header.key(), RecordJson.shown(header.value(), numbers))));
    return headers;
  }
}
