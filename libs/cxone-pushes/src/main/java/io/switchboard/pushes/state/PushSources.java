package io.switchboard.pushes.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.contract.event.dnc.DncRegistration;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.time.Times;
import io.switchboard.contract.topic.Topics;
import io.switchboard.cxone.profile.Operation;
import io.switchboard.cxone.rest.CxoneCall;
import io.switchboard.cxone.rest.CxoneCall.OutboundContact;
import io.switchboard.cxone.rest.CxoneCall.Variable;
import io.switchboard.cxone.settings.CxoneSettings;
import io.switchboard.pushes.state.PushSource.Conversion;
import io.switchboard.pushes.state.PushSource.SourceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The three kinds of push. */
public final class PushSources {
  private static final int CONCURRENT_REQUESTS = 128;
  private static final int CONCURRENT_BATCHES = 4;

  /** Requests that must not be sent twice: all of them are in doubt when the pusher is killed. */
  private static final int CONCURRENT_ATTEMPTS = 16;

  private PushSources() {}

  /** The kinds that the tenant's profile offers. */
  public static List<PushSource<?>> all(Topics topics, CxoneSettings cxone) {
    var contacts = new ContactPushes(cxone);
    var sources = new ArrayList<PushSource<?>>();
    if (contacts.offered()) {
      sources.add(
          new PushSource<>(
              PushKind.CONTACT,
              topics.dispositionsClassified(),
              1,
              CONCURRENT_REQUESTS,
              contacts.onlyIfNotSent(),
              contacts::state));
    }
    cxone
        .profile()
        .endpoint(Operation.INTERACTION)
        .ifPresent(
            endpoint ->
                sources.add(
                    new PushSource<>(
                        PushKind.INTERACTION,
                        topics.ivrOutcomes(),
                        1,
                        endpoint.onlyIfNotSent() ? CONCURRENT_ATTEMPTS : CONCURRENT_REQUESTS,
                        endpoint.onlyIfNotSent(),
                        PushSources::interaction)));
    sources.add(
        new PushSource<>(
            PushKind.OUTBOUND,
            topics.dncRegistry(),
            CxoneCall.WriteOutbound.MAX_CONTACTS,
            CONCURRENT_BATCHES,
            false, // a state of a list, safe to repeat
            PushSources::outbound));
    return List.copyOf(sources);
  }

  /** The interaction's id is the callId. */
  public static Conversion interaction(CallOutcome outcome) {
    var variables = new ArrayList<Variable>();
    if (outcome.outcome() == Outcome.COMPLETED) {
      variables.add(new Variable("ivr_selection", json(outcome.path())));
    }
    variables.add(new Variable("ivr_status", status(outcome.outcome())));
    return new Conversion.State(
        new SourceState(
            outcome.callId(),
            Optional.empty(),
            outcome.endedAt(),
            false,
            new CxoneCall.SetVariables(outcome.callId(), List.copyOf(variables)),
            new StateOrder(outcome.endedAt(), false, 0)));
  }

  /** CXone takes only E.164: raw:, contact: and call: keys are not numbers. */
  public static Conversion outbound(DncRegistration registration) {
    if (!registration.phoneNumber().startsWith("+")) {
      return new Conversion.Nothing("nothing to push");
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
    return new Conversion.State(
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
