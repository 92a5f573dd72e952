package io.switchboard.tenant.nice.state;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contact that has ended.
 *
 * @param contactId above 2^31
 * @param primaryDispositionId the agent's result; null while there is none
 * @param fromAddress digits in the national form, or a SIP address
 * @param lastUpdateTime of the last change
 * @param visibleAt when the report shows that change; never before {@code lastUpdateTime}
 */
public record ReportedContact(
    long contactId,
    long masterContactId,
    @Nullable Long primaryDispositionId,
    @Nullable Long secondaryDispositionId,
    String dispositionNotes,
    String endReason,
    String fromAddress,
    String toAddress,
    boolean isOutbound,
    @Nullable Long agentId,
    long skillId,
    Instant contactStart,
    Instant lastUpdateTime,
    Instant visibleAt,
    List<Long> tags) {

  public ReportedContact {
    tags = List.copyOf(tags);
  }

  /** An inbound call that an agent took. */
  public static ReportedContact inbound(
      long contactId, @Nullable Long dispositionId, String from, Instant ended, Instant visibleAt) {
    return new ReportedContact(
        contactId,
        contactId,
        dispositionId,
        null,
        "",
        "Contact Hung Up",
        from,
        "8005550100",
        false,
        7_001L,
        TenantSetup.INBOUND_SKILL,
        ended.minusSeconds(60),
        ended,
        visibleAt,
        List.of());
  }

  /** The same contact as an outbound call to {@code number}. */
  public ReportedContact outboundTo(String number) {
    return new ReportedContact(
        contactId,
        masterContactId,
        primaryDispositionId,
        secondaryDispositionId,
        dispositionNotes,
        endReason,
        "8005550100",
        number,
        true,
        agentId,
        TenantSetup.OUTBOUND_SKILL,
        contactStart,
        lastUpdateTime,
        visibleAt,
        tags);
  }

  /** With another result. */
  ReportedContact disposed(long dispositionId, String notes, Instant at, Instant visible) {
    return changed(dispositionId, notes, at, visible, tags);
  }

  /** With these tags, changed at a time. */
  ReportedContact tagged(List<Long> all, Instant at, Instant visible) {
    return changed(primaryDispositionId, dispositionNotes, at, visible, all);
  }

  private ReportedContact changed(
      @Nullable Long dispositionId, String notes, Instant at, Instant visible, List<Long> all) {
    return new ReportedContact(
        contactId,
        masterContactId,
        dispositionId,
        secondaryDispositionId,
        notes,
        endReason,
        fromAddress,
        toAddress,
        isOutbound,
        agentId,
        skillId,
        contactStart,
        at,
        visible,
        all);
  }
}
