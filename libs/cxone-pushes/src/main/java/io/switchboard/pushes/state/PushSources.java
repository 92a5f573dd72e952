package io.switchboard.pushes.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import io.switchboard.contract.event.dnc.DncRegistration;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.time.Times;
import io.switchboard.contract.topic.Topics;
import io.switchboard.cxone.rest.CxoneCall;
import io.switchboard.cxone.rest.CxoneCall.OutboundContact;
import io.switchboard.cxone.rest.CxoneCall.Variable;
import io.switchboard.pushes.state.PushSource.SourceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The three kinds of push. */
public final class PushSources {
  private static final int CONCURRENT_REQUESTS = 128;
  private static final int CONCURRENT_BATCHES = 4;

  private PushSources() {}

  public static List<PushSource<?>> all(Topics topics) {
    return List.of(
        new PushSource<>(
            PushKind.CONTACT,
            topics.dispositionsClassified(),
            1,
            CONCURRENT_REQUESTS,
            PushSources::contact),
        new PushSource<>(
            PushKind.INTERACTION,
            topics.ivrOutcomes(),
            1,
            CONCURRENT_REQUESTS,
            PushSources::interaction),
        new PushSource<>(
            PushKind.OUTBOUND,
            topics.dncRegistry(),
            CxoneCall.WriteOutbound.MAX_CONTACTS,
            CONCURRENT_BATCHES,
            PushSources::outbound));
  }

  /** A stale result is not the contact's current result. */
  public static Optional<SourceState> contact(ClassifiedDisposition result) {
    if (result.stale()) {
      return Optional.empty();
    }
    return Optional.of(
        new SourceState(
            result.contactId(),
            Optional.of(result.eventId()),
            result.eventTime(),
            false,
            new CxoneCall.PatchContact(result.contactId(), result.category(), result.auditEntry()),
            StateOrder.of(result.eventTime(), result.receivedAt(), false, result.revision())));
  }

  /** The interaction's id is the callId. */
  public static Optional<SourceState> interaction(CallOutcome outcome) {
    var variables = new ArrayList<Variable>();
    if (outcome.outcome() == Outcome.COMPLETED) {
      variables.add(new Variable("ivr_selection", json(outcome.path())));
    }
    variables.add(new Variable("ivr_status", status(outcome.outcome())));
    return Optional.of(
        new SourceState(
            outcome.callId(),
            Optional.empty(),
            outcome.endedAt(),
            false,
            new CxoneCall.SetVariables(outcome.callId(), List.copyOf(variables)),
            new StateOrder(outcome.endedAt(), false, 0)));
  }

  /** CXone takes only E.164: raw:, contact: and call: keys are not numbers. */
  public static Optional<SourceState> outbound(DncRegistration registration) {
    if (!registration.phoneNumber().startsWith("+")) {
      return Optional.empty();
    }
    var lists = registration.customListIds();
    var contact =
        new OutboundContact(
            registration.phoneNumber(),
            registration.doNotCall(),
            registration.doNotCall() ? Times.format(registration.eventTime()) : null,
            lists == null || lists.isEmpty() ? null : lists,
            null,
            null);
    return Optional.of(
        new SourceState(
            registration.phoneNumber(),
            Optional.of(registration.eventId()),
            registration.eventTime(),
            registration.doNotCall(),
            new CxoneCall.WriteOutbound(List.of(contact)),
            StateOrder.of(
                registration.eventTime(),
                registration.receivedAt(),
                registration.doNotCall(),
                registration.chainLength())));
  }

  private static String status(Outcome outcome) {
    return outcome == Outcome.TIMED_OUT ? "timeout_fallback" : outcome.wireName();
  }

  private static String json(List<String> path) {
    try {
      return Json.mapper().writeValueAsString(path);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a list of texts can always be written", e);
    }
  }
}
