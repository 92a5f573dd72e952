package io.switchboard.tenant.nice.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.tenant.fault.ActiveFaults;
import io.switchboard.tenant.http.BadRequestException;
import io.switchboard.tenant.http.RefusedException;
import io.switchboard.tenant.http.TenantRequest;
import io.switchboard.tenant.http.TenantResponse;
import io.switchboard.tenant.nice.state.ContactQuery;
import io.switchboard.tenant.nice.state.ReportedContact;
import io.switchboard.tenant.nice.state.ReportedContacts;
import io.switchboard.tenant.nice.state.TenantSetup;
import io.switchboard.tenant.nice.state.TenantSetup.Disposition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Completed contacts, their dispositions and their tags. */
public final class ContactEndpoints {
  private final ReportedContacts contacts;
  private final Supplier<TenantSetup> setup;
  private final ActiveFaults faults;

  public ContactEndpoints(
      ReportedContacts contacts, Supplier<TenantSetup> setup, ActiveFaults faults) {
    this.contacts = contacts;
    this.setup = setup;
    this.faults = faults;
  }

  /** GET /contacts/completed; 204 when there is none. */
  public TenantResponse completed(TenantRequest request) {
    var page = PageQuery.of(request);
    var query =
        new ContactQuery(
            Timestamps.read(request, "startDate"),
            Timestamps.read(request, "endDate"),
            Timestamps.read(request, "updatedSince"),
            request.queryParameter("orderBy").orElse("contactId"),
            page.skip(),
            page.top());
    var now = Instant.now();
    var found = contacts.page(query, now);
    if (found.contacts().isEmpty()) {
      return TenantResponse.NO_CONTENT;
    }
    var fields = Set.of(request.queryParameter("fields").orElse("").split("\\s*,\\s*"));
    var body = new LinkedHashMap<String, Object>();
    body.put("businessUnitId", AdminEndpoints.BUSINESS_UNIT);
    body.put("lastPollTime", Timestamps.text(now));
    body.put("totalRecords", found.totalRecords());
    body.put("_links", page.links(request, found.totalRecords()));
    body.put(
        "completedContacts",
        found.contacts().stream().map(contact -> select(contact, fields)).toList());
    return TenantResponse.of(200, body);
  }

  /** GET /contacts/{id}/disposition. */
  public TenantResponse disposition(TenantRequest request) {
    var contact =
        contacts
            .newest(id(request))
            .filter(found -> found.primaryDispositionId() != null)
            .orElseThrow(ContactEndpoints::unknown);
    var id = contact.primaryDispositionId();
    var body = new LinkedHashMap<String, Object>();
    body.put("dispositionId", id);
    body.put(
        "dispositionName",
        setup.get().dispositions().stream()
            .filter(disposition -> id != null && disposition.dispositionId() == id)
            .map(Disposition::dispositionName)
            .findFirst()
            .orElse(""));
    body.put("notes", contact.dispositionNotes());
    body.put("lastUpdated", Timestamps.text(contact.lastUpdateTime()));
    return TenantResponse.of(200, body);
  }

  /** POST /contacts/{id}/set-disposition with {@code dispositionInfo}. */
  public TenantResponse setDisposition(TenantRequest request) {
    var info = request.json().path("dispositionInfo");
    var code = info.path("dispositionCode").asText("");
    if (info.path("skill").asText("").isEmpty() || code.isEmpty()) {
      throw new BadRequestException("skill and dispositionCode are needed");
    }
    var disposition =
        setup.get().dispositions().stream()
            .filter(known -> Long.toString(known.dispositionId()).equals(code))
            .findFirst()
            .orElseThrow(() -> new BadRequestException("There is no such disposition"));
    var notes = info.path("notes").asText("");
    var changed =
        contacts.dispose(id(request), disposition.dispositionId(), notes, Instant.now(), lag());
    if (!changed) {
      throw unknown();
    }
    return TenantResponse.NO_CONTENT;
  }

  /** POST /contacts/{id}/tags with {@code {"tags":[{"tagId"}]}}; adds to the tags. */
  public TenantResponse addTags(TenantRequest request) {
    var id = id(request);
    var added = new ArrayList<Long>();
    for (var tag : request.json().path("tags")) {
      added.add(tagId(tag));
    }
    if (added.isEmpty()) {
      throw new BadRequestException("tags is missing");
    }
    contacts.tag(id, added);
    if (faults.nice().tagsChangeContacts()) {
      contacts.touch(id, Instant.now(), lag());
    }
    return TenantResponse.NO_CONTENT;
  }

  private long tagId(JsonNode tag) {
    var id = tag.path("tagId").asText("");
    return setup.get().tags().stream()
        .filter(known -> Long.toString(known.tagId()).equals(id) && known.isActive())
        .findFirst()
        .orElseThrow(() -> new BadRequestException("There is no such tag: " + id))
        .tagId();
  }

  private Duration lag() {
    var lag = faults.nice().completedLagMs();
    return Duration.ofMillis(lag == null ? 0 : lag);
  }

  static long id(TenantRequest request) {
    var id = request.parameter("contactId");
    if (!id.matches("\\d{1,18}")) {
      throw new BadRequestException("contactId must be a whole number");
    }
    return Long.parseLong(id);
  }

  private static RefusedException unknown() {
    return new RefusedException(404, "NotFound", "There is no such contact");
  }

  private static Map<String, Object> select(ReportedContact contact, Set<String> fields) {
    var all = new LinkedHashMap<String, Object>();
    all.put("contactId", contact.contactId());
    all.put("masterContactId", contact.masterContactId());
    all.put("primaryDispositionId", contact.primaryDispositionId());
    all.put("secondaryDispositionId", contact.secondaryDispositionId());
    all.put("dispositionNotes", contact.dispositionNotes());
    all.put("endReason", contact.endReason());
    all.put("fromAddress", contact.fromAddress());
    all.put("toAddress", contact.toAddress());
    all.put("isOutbound", contact.isOutbound());
    all.put("agentId", contact.agentId());
    all.put("skillId", contact.skillId());
    all.put("contactStartDate", Timestamps.text(contact.contactStart()));
    all.put("lastUpdateTime", Timestamps.text(contact.lastUpdateTime()));
    all.put("tags", contact.tags().stream().map(tag -> Map.of("tagId", tag)).toList());
    if (!fields.equals(Set.of(""))) {
      all.keySet().retainAll(fields);
    }
    return all;
  }
}
