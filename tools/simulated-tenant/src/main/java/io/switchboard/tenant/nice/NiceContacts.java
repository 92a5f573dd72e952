package io.switchboard.tenant.nice;

import io.switchboard.tenant.fault.ActiveFaults;
import io.switchboard.tenant.nice.state.ReportedContact;
import io.switchboard.tenant.nice.state.ReportedContacts;
import io.switchboard.tenant.traffic.ContactLine;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The contacts of the played traffic. Their ids are above 2^31 and grow with the time of day. */
final class NiceContacts implements ContactLine {
  private static final long FIRST = 510_000_000_000_000L;
  private static final String CALLING_CODE = "+1";
  private final ReportedContacts contacts;
  private final ActiveFaults faults;
  private final AtomicLong last = new AtomicLong(FIRST + Instant.now().getEpochSecond() * 1_000);

  NiceContacts(ReportedContacts contacts, ActiveFaults faults) {
    this.contacts = contacts;
    this.faults = faults;
  }

  @Override
  public long begin() {
    return last.incrementAndGet();
  }

  @Override
  public void end(long contactId, @Nullable Long dispositionId, @Nullable String from) {
    var now = Instant.now();
    contacts.add(
        ReportedContact.inbound(contactId, dispositionId, national(from), now, now.plus(lag())));
  }

  @Override
  public void dispose(long contactId, long dispositionId) {
    contacts.dispose(contactId, dispositionId, "", Instant.now(), lag());
  }

  private Duration lag() {
    var lag = faults.nice().completedLagMs();
    return Duration.ofMillis(lag == null ? 0 : lag);
  }

  private static String national(@Nullable String from) {
    if (from == null) {
      return "Restricted";
    }
    return from.startsWith(CALLING_CODE) ? from.substring(CALLING_CODE.length()) : from;
  }
}
