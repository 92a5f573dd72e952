package io.switchboard.dnc.registry;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.event.dnc.DncRequest;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.phone.DncKey;
import io.switchboard.contract.phone.NumberReading;
import io.switchboard.contract.time.EventTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Converts the records of all sources to events. Stateless: the result depends on the record, the
 * default region and libphonenumber's metadata, whose version is part of each event.
 *
 * @param region the region of national numbers, ISO 3166-1 alpha-2
 */
public record Normaliser(String region) {

  /** The result of one input. */
  public sealed interface Result {
    /** The events of the input: none, one, or several when the text contains several numbers. */
    record Events(List<DncEvent> events) implements Result {}

    /** The input becomes a dead letter; the reason quotes no personal data. */
    record Refused(String reason) implements Result {}
  }

  /**
   * CXone's opt-in or opt-out.
   *
   * @param id its identity, by {@link EventId#ofDncWebhook}
   */
  public Result webhook(DncRequest request, String id, Instant receivedAt) {
    var time = EventTime.read(request.timestamp(), receivedAt);
    var builder =
        new DncEventBuilder(
            id,
            request.consent(),
            time.time(),
            time.source(),
            receivedAt,
            DncSource.WEBHOOK,
            id,
            request.customListIds(),
            null,
            null);
    return numbered(builder, request.phoneNumber(), request.contactId());
  }

  /** An agent's call result; only do_not_call is an opt-out, and a correction never opts in. */
  public List<DncEvent> disposition(ClassifiedDisposition disposition) {
    if (!disposition.category().equals(ClassifiedDisposition.DO_NOT_CALL)) {
      return List.of();
    }
    var builder =
        new DncEventBuilder(
            EventId.hash(disposition.eventId(), "dnc", "disposition"),
            Consent.OPT_OUT,
            disposition.eventTime(),
            disposition.timeSource(),
            disposition.receivedAt(),
            DncSource.DISPOSITION,
            disposition.eventId(),
            List.of(),
            null,
            "disposition " + disposition.dispositionCode());
    return optOut(builder, disposition.phoneNumber(), DncKey.CONTACT + disposition.contactId());
  }

  /** The outcome of a call; a key press that opts out is a legal revocation. */
  public List<DncEvent> outcome(CallOutcome outcome, String sourceEventId, Instant receivedAt) {
    if (outcome.outcome() != Outcome.OPTED_OUT) {
      return List.of();
    }
    var builder =
        new DncEventBuilder(
            EventId.hash(sourceEventId, "dnc", "ivr"),
            Consent.OPT_OUT,
            outcome.endedAt(),
            TimeSource.EVENT,
            receivedAt,
            DncSource.IVR,
            sourceEventId,
            List.of(),
            null,
            "key press");
    return optOut(builder, outcome.phoneNumber(), DncKey.CALL + outcome.callId());
  }

  /** What an import or an operator enters; the number may also be a {@code raw:} key. */
  public Result entered(EnteredChange change, Instant receivedAt) {
    var time = EventTime.of(change.at(), receivedAt);
    var builder =
        new DncEventBuilder(
            change.eventId(),
            change.consent(),
            time.time(),
            time.source(),
            receivedAt,
            change.source(),
            change.eventId(),
            change.customListIds(),
            change.by(),
            change.reason());
    if (DncKey.isUnknownNumber(change.number())) { // its digits would be another person's number
      return new Result.Refused("the key of an unresolved opt-out, not a number: use dnc resolve");
    }
    if (!change.number().startsWith(DncKey.RAW)) {
      return numbered(builder, change.number(), null);
    }
    var raw = DncKey.raw(change.number().substring(DncKey.RAW.length()));
    return raw.equals(DncKey.RAW)
        ? new Result.Refused("a raw: key needs digits")
        : new Result.Events(List.of(builder.under(raw, change.number(), null)));
  }

  private Result numbered(DncEventBuilder builder, String number, @Nullable String contactId) {
    if (builder.consent() == Consent.OPT_OUT) {
      var unknown = contactId == null ? "event-" + builder.eventId() : contactId;
      return new Result.Events(optOut(builder, number, DncKey.CONTACT + unknown));
    }
    return switch (NumberReading.of(number, region)) {
      case NumberReading.Readable readable ->
          new Result.Events(under(builder, number, DncKey.of(readable)));
      case NumberReading.Unreadable _, NumberReading.NoNumber _ ->
          new Result.Refused("an opt-in of a number that cannot be read");
    };
  }

  /**
   * Creates an event for each key of the number, or for the alternative key when the number is
   * unknown.
   */
  private List<DncEvent> optOut(
      DncEventBuilder builder, @Nullable String number, String otherwise) {
    var keys = DncKey.forOptOut(number, region);
    if (!keys.isEmpty()) {
      return under(builder, number, keys);
    }
    var sent = number == null || number.isBlank() ? null : number;
    return List.of(builder.under(otherwise, sent, null));
  }

  private static List<DncEvent> under(
      DncEventBuilder builder, @Nullable String number, List<String> keys) {
    var events = new ArrayList<DncEvent>();
    var first = keys.getFirst();
    for (var key : keys) {
      var other = keys.size() == 1 ? null : key.equals(first) ? keys.get(1) : first;
      var own = key.equals(first) ? builder : builder.withId(EventId.hash(builder.eventId(), key));
      events.add(own.under(key, number, other));
    }
    return List.copyOf(events);
  }
}
