package io.switchboard.cxone.rest;

import io.switchboard.cxone.limit.RequestPriority;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to CXone. Each sets a state, so that sending it again is safe, unless its endpoint is
 * {@linkplain io.switchboard.cxone.profile.Endpoint#onlyIfNotSent() not to be repeated}.
 */
public sealed interface CxoneCall {

  /** Its priority among the requests that wait for the rate limit. */
  RequestPriority priority();

  /** Sets a contact's disposition. */
  record PatchContact(String contactId, String category, String auditEntry) implements CxoneCall {
    @Override
    public RequestPriority priority() {
      return RequestPriority.CONTACT;
    }
  }

  /** Sets variables of an interaction, whose id is the callId. */
  record SetVariables(String callId, List<Variable> variables) implements CxoneCall {
    @Override
    public RequestPriority priority() {
      return RequestPriority.CALLER;
    }
  }

  /** One interaction variable. */
  record Variable(String name, String value) {}

  /** Sets the do-not-call states of at most 100 numbers. */
  record WriteOutbound(List<OutboundContact> contacts) implements CxoneCall {
    /** The most contacts that CXone accepts in one request. */
    public static final int MAX_CONTACTS = 100;

    /** Whether it contains an opt-out. */
    public boolean isOptOut() {
      return contacts.stream().anyMatch(OutboundContact::doNotCall);
    }

    @Override
    public RequestPriority priority() {
      return isOptOut() ? RequestPriority.OPT_OUT : RequestPriority.CONTACT;
    }
  }

  /**
   * One number's do-not-call state.
   *
   * @param optOutDate RFC 3339, the time of the opt-out; null for an opt-in
   * @param customListIds the CXone lists that it applies to; null for none
   * @param updateMode {@code upsert} to update the record {@code existingRecordId}
   */
  record OutboundContact(
      String phoneNumber,
      boolean doNotCall,
      @Nullable String optOutDate,
      @Nullable List<String> customListIds,
      @Nullable String updateMode,
      @Nullable String existingRecordId) {

    /** The same state as an update of an existing record. */
    public OutboundContact upsert(String recordId) {
      return new OutboundContact(
          phoneNumber, doNotCall, optOutDate, customListIds, "upsert", recordId);
    }

    @Override
    public String toString() {
      return "OutboundContact[doNotCall=" + doNotCall + "]";
    }
  }

  /**
   * Asks whether CXone's own search shows a number as suppressed.
   *
   * @param phoneNumber E.164
   */
  record FindOptOut(String phoneNumber) implements CxoneCall {
    @Override
    public RequestPriority priority() {
      return RequestPriority.OPT_OUT;
    }

    @Override
    public String toString() {
      return "FindOptOut[***]";
    }
  }

  /** Registers the URL to which CXone sends data actions. */
  record RegisterDataAction(String name, String description, String endpointUrl)
      implements CxoneCall {
    @Override
    public RequestPriority priority() {
      return RequestPriority.CONTACT;
    }
  }
}
