package io.switchboard.tenant.traffic;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls in the shape that NICE publishes: a Studio script or the Virtual Agent Hub drives the
 * caller, and the result appears among the completed contacts; some agents choose it only after the
 * end.
 */
final class NiceCallPlay implements CallPlay {
  static final String COMPLETED = "completed";
  private static final Set<String> NOT_CONFIGURED = Set.of("777");
  private static final int AFTER_CALL_MS = 300;
  private final TrafficCounters counters;
  private final ContactLine contacts;
  private final StudioCaller studio;
  private final HubCaller hub;
  private final FollowUps followUps;

  NiceCallPlay(Webhooks webhooks, TrafficCounters counters, ContactLine contacts) {
    this.counters = counters;
    this.contacts = contacts;
    this.studio = new StudioCaller(webhooks);
    this.hub = new HubCaller(webhooks);
    this.followUps = new FollowUps(webhooks);
  }

  @Override
  public void play(CallerScript script) throws InterruptedException {
    var contactId = contacts.begin();
    if (script.byMenu()) {
      studio.call(script, contactId);
    } else {
      hub.call(script, contactId);
    }
    end(script, contactId);
    followUps.play(script, Long.toString(contactId));
  }

  private void end(CallerScript script, long contactId) throws InterruptedException {
    var disposition = disposition(script);
    if (disposition == null) {
      contacts.end(contactId, null, script.from());
      return;
    }
    counters.sent(COMPLETED);
    if (script.hangsUp()) {
      contacts.end(contactId, disposition, script.from());
    } else {
      contacts.end(contactId, null, script.from());
      Thread.sleep(AFTER_CALL_MS);
      contacts.dispose(contactId, disposition);
    }
    counters.accepted(COMPLETED, Long.toString(contactId));
  }

  /** Agents choose only among the dispositions that the tenant has. */
  private static @Nullable Long disposition(CallerScript script) {
    var code = script.dispositionCode();
    return code == null || NOT_CONFIGURED.contains(code) ? null : Long.valueOf(code);
  }
}
