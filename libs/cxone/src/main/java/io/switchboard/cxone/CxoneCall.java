package io.switchboard.cxone;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked of CXone. Each states what shall be so, and may therefore be sent again. */
public sealed interface CxoneCall {

  /** When it goes, relative to the others that wait. */
  Priority priority();

  /** A contact's disposition. */
  record PatchContact(String contactId, String category, String auditEntry) implements CxoneCall {
    @Override
    public Priority priority() {
      return Priority.CONTACT;
    }
  }

  /** What the caller chose; the interaction's id is the callId. */
  record SetVariables(String callId, List<Variable> variables) implements CxoneCall {
    @Override
    public Priority priority() {
      return Priority.CALLER;
    }
  }

  /** One interaction variable. */
  record Variable(String name, String value) {}

  /** The do-not-call states of at most 100 numbers. */
  record WriteOutbound(List<OutboundContact> contacts) implements CxoneCall {
    /** CXone takes no more in one request. */
    public static final int LARGEST = 100;

    @Override
    public Priority priority() {
      return contacts.stream().anyMatch(OutboundContact::doNotCall)
          ? Priority.OPT_OUT
          : Priority.CONTACT;
    }
  }

  /**
   * One number's do-not-call state.
   *
   * @param optOutDate RFC 3339, the time of the opt-out; null for an opt-in
   * @param customListIds CXone's lists it concerns; null for none
   * @param updateMode {@code upsert} for a number that CXone knows by {@code existingRecordId}
   */
  record OutboundContact(
      String phoneNumber,
      boolean doNotCall,
      @Nullable String optOutDate,
      @Nullable List<String> customListIds,
      @Nullable String updateMode,
      @Nullable String existingRecordId) {

    /** The same state for a record that CXone says it has. */
    public OutboundContact upsert(String recordId) {
      return new OutboundContact(
          phoneNumber, doNotCall, optOutDate, customListIds, "upsert", recordId);
    }

    @Override
    public String toString() {
      return "OutboundContact[doNotCall=" + doNotCall + "]";
    }
  }

  /** Tells CXone where to send its data actions. */
  record RegisterDataAction(String name, String description, String endpointUrl)
      implements CxoneCall {
    @Override
    public Priority priority() {
      return Priority.CONTACT;
    }
  }
}
