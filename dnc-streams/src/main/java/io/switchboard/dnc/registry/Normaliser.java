package io.switchboard.dnc.registry;

import io.switchboard.contract.event.CallOutcome;
import io.switchboard.contract.event.ClassifiedDisposition;
import io.switchboard.contract.event.Consent;
import io.switchboard.contract.event.DncEvent;
import io.switchboard.contract.event.DncRequest;
import io.switchboard.contract.event.DncSource;
import io.switchboard.contract.event.Outcome;
import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.phone.DncKey;
import io.switchboard.contract.phone.NumberReading;
import io.switchboard.contract.time.EventTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings all sources to one form. Stateless: what a record becomes is a function of the record, the
 * default region and libphonenumber's metadata, whose version stands on each event.
 *
 * @param region where national forms belong, ISO 3166-1 alpha-2
 */
public record Normaliser(String region) {

  /** What became of an input. */
  public sealed interface Result {
    /** Its events: none, one, or two for an opt-out of a number with two valid readings. */
    record Events(List<DncEvent> events) implements Result {}

    /** It is kept as a dead letter; the reason quotes no personal data. */
    record Refused(String reason) implements Result {}
  }

  /**
   * CXone's opt-in or opt-out.
   *
   * @param id its identity, by {@link EventId#ofDncWebhook}
   */
  public Result webhook(DncRequest request, String id, Instant receivedAt) {
    var time = EventTime.read(request.timestamp(), receivedAt);
    var draft =
        new Draft(
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
    return numbered(draft, request.phoneNumber(), request.contactId());
  }

  /** An agent's call result; only do_not_call is an opt-out, and a correction never opts in. */
  public List<DncEvent> disposition(ClassifiedDisposition disposition) {
    if (!disposition.category().equals(ClassifiedDisposition.DO_NOT_CALL)) {
      return List.of();
    }
    var draft =
        new Draft(
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
    return optOut(draft, disposition.phoneNumber(), DncKey.CONTACT + disposition.contactId());
  }

  /** The outcome of a call; a key press that opts out is a legal revocation. */
  public List<DncEvent> outcome(CallOutcome outcome, String sourceEventId, Instant receivedAt) {
    if (outcome.outcome() != Outcome.OPTED_OUT) {
      return List.of();
    }
    var draft =
        new Draft(
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
    return optOut(draft, outcome.phoneNumber(), DncKey.CALL + outcome.callId());
  }

  /** What an import or an operator enters; the number may also be a {@code raw:} key. */
  public Result entered(EnteredChange change, Instant receivedAt) {
    var time = EventTime.of(change.at(), receivedAt);
    var draft =
        new Draft(
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
    if (!change.number().startsWith(DncKey.RAW)) {
      return numbered(draft, change.number(), null);
    }
    var raw = DncKey.raw(change.number().substring(DncKey.RAW.length()));
    return raw.equals(DncKey.RAW)
        ? new Result.Refused("a raw: key needs digits")
        : new Result.Events(List.of(draft.under(raw, change.number(), null)));
  }

  private Result numbered(Draft draft, String number, @Nullable String contactId) {
    if (draft.consent() == Consent.OPT_OUT) {
      var unknown = contactId == null ? "event-" + draft.eventId() : contactId;
      return new Result.Events(optOut(draft, number, DncKey.CONTACT + unknown));
    }
    return switch (NumberReading.of(number, region)) {
      case NumberReading.Readable readable -> new Result.Events(under(draft, number, readable));
      case NumberReading.Unreadable _, NumberReading.NoNumber _ ->
          new Result.Refused("an opt-in of a number that cannot be read");
    };
  }

  /** Under every number that may be meant; under its digits alone when it cannot be read. */
  private List<DncEvent> optOut(Draft draft, @Nullable String number, String otherwise) {
    return switch (NumberReading.of(number, region)) {
      case NumberReading.Readable readable -> under(draft, number, readable);
      case NumberReading.Unreadable(var digits, var damaged) ->
          // digits that a spreadsheet has changed are nobody's number: somebody has to find it
          List.of(draft.under(damaged ? otherwise : DncKey.RAW + digits, number, null));
      case NumberReading.NoNumber _ -> {
        var sent = number == null || number.isBlank() ? null : number;
        yield List.of(draft.under(otherwise, sent, null));
      }
    };
  }

  private static List<DncEvent> under(
      Draft draft, @Nullable String number, NumberReading.Readable readable) {
    var keys = new ArrayList<String>();
    readable.numbers().forEach(reading -> keys.add(reading.e164()));
    readable.unreadable().forEach(digits -> keys.add(DncKey.RAW + digits));
    var events = new ArrayList<DncEvent>();
    var first = keys.getFirst();
    for (var key : keys) {
      var other = keys.size() == 1 ? null : key.equals(first) ? keys.get(1) : first;
      var own = key.equals(first) ? draft : draft.withId(EventId.hash(draft.eventId(), key));
      events.add(own.under(key, number, other));
    }
    return List.copyOf(events);
  }
}
