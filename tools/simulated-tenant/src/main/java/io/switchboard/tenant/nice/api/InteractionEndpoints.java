package io.switchboard.tenant.nice.api;

import io.switchboard.tenant.fault.ActiveFaults;
import io.switchboard.tenant.http.BadRequestException;
import io.switchboard.tenant.http.RefusedException;
import io.switchboard.tenant.http.TenantRequest;
import io.switchboard.tenant.http.TenantResponse;
import io.switchboard.tenant.nice.state.ReportedContacts;
import io.switchboard.tenant.nice.state.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Signals to the scripts of contacts. What a signal to an ended contact answers is not documented:
 * here it is accepted without effect, unless the faults give a status.
 */
public final class InteractionEndpoints {
  private static final Duration DEFAULT_WINDOW = Duration.ofMillis(10);
  private final Signals signals;
  private final ReportedContacts contacts;
  private final ActiveFaults faults;

  public InteractionEndpoints(Signals signals, ReportedContacts contacts, ActiveFaults faults) {
    this.signals = signals;
    this.contacts = contacts;
    this.faults = faults;
  }

  /** POST /interactions/{id}/signal?p1=…&amp;p9=…, without a body. */
  public TenantResponse signal(TenantRequest request) {
    if (!request.body().isBlank()) {
      throw new BadRequestException("a signal has no body");
    }
    var parameters = new TreeMap<String, String>();
    request
        .query()
        .forEach(
            (name, value) -> {
              if (name.matches("p[1-9]")) {
                parameters.put(name, value);
              }
            });
    var ended = contacts.newest(ContactEndpoints.id(request)).isPresent();
    var status = faults.nice().endedContactStatus();
    if (ended && status != null) {
      throw new RefusedException(status, "InvalidContact", "The contact is not active");
    }
    var window = faults.nice().signalWindowMs();
    signals.receive(
        request.parameter("contactId"),
        Instant.now(),
        parameters,
        window == null ? DEFAULT_WINDOW : Duration.ofMillis(window));
    return new TenantResponse(200, null, Map.of());
  }
}
