package io.switchboard.pushes.state;

import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import io.switchboard.cxone.profile.Endpoint;
import io.switchboard.cxone.profile.Operation;
import io.switchboard.cxone.rest.CxoneCall;
import io.switchboard.cxone.settings.CxoneSettings;
import io.switchboard.pushes.state.PushSource.Conversion;
import io.switchboard.pushes.state.PushSource.SourceState;
import java.util.Map;
import java.util.Optional;

/**
 * Converts call results to dispositions of contacts. Where the profile names a category by the
 * tenant's own id (a tag, or a disposition), a category without one is answered as not pushed.
 */
final class ContactPushes {
  /** Why a result is not pushed, as a label of the metric. */
  static final String UNMAPPED = "category without an id";

  private final Optional<Endpoint> endpoint;
  private final Map<String, Map<String, String>> idsByPlaceholder;

  ContactPushes(CxoneSettings cxone) {
    var values = cxone.values();
    this.endpoint =
        cxone
            .profile()
            .endpoint(
                values.dispositions().isEmpty()
                    ? Operation.CONTACT
                    : Operation.CONTACT_DISPOSITION);
    this.idsByPlaceholder =
        Map.of("tagOfCategory", values.tags(), "dispositionId", values.dispositions());
  }

  /** Whether dispositions are pushed at all. */
  boolean offered() {
    return endpoint.isPresent();
  }

  boolean onlyIfNotSent() {
    return endpoint.map(Endpoint::onlyIfNotSent).orElse(false);
  }

  /** A stale result is not the contact's current result. */
  Conversion state(ClassifiedDisposition result) {
    if (result.stale()) {
      return new Conversion.Nothing("nothing to push");
    }
    var state =
        new SourceState(
            result.contactId(),
            Optional.of(result.eventId()),
            result.eventTime(),
            false,
            new CxoneCall.PatchContact(result.contactId(), result.category(), result.auditEntry()),
            StateOrder.of(result.eventTime(), result.receivedAt(), false, result.revision()));
    return isMapped(result.category())
        ? new Conversion.State(state)
        : new Conversion.Unmapped(state, UNMAPPED);
  }

  private boolean isMapped(String category) {
    return endpoint.stream()
        .flatMap(used -> used.placeholders().stream())
        .flatMap(placeholder -> Optional.ofNullable(idsByPlaceholder.get(placeholder)).stream())
        .allMatch(ids -> ids.containsKey(category));
  }
}
