package io.switchboard.tenant.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.tenant.http.BadRequestException;
import io.switchboard.tenant.http.TenantResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tenant's outbound contacts by number. A batch is stored completely or not at all; a known
 * number is a conflict unless it has {@code updateMode: upsert} and its existingRecordId (in the
 * contact, or at the top of a batch of one).
 */
public final class OutboundContacts {
  private static final int MAX_BATCH = 100;
  private final Map<String, SimulatedContact> byNumber = new TreeMap<>();
  private int lastRecord;

  public synchronized TenantResponse post(JsonNode batch) {
    var list = batch.path("contacts");
    if (!list.isArray() || list.isEmpty()) {
      throw new BadRequestException("contacts is missing");
    }
    if (list.size() > MAX_BATCH) {
      throw new BadRequestException("more than " + MAX_BATCH + " contacts");
    }
    var numbers = new HashSet<String>();
    var accepted = new ArrayList<SimulatedContact>();
    for (var contact : list) {
      var number = contact.path("phone").path("phoneNumber").asText("");
      if (number.isEmpty() || !contact.path("dnc").path("doNotCall").isBoolean()) {
        throw new BadRequestException("a contact needs phone.phoneNumber and dnc.doNotCall");
      }
      if (!numbers.add(number)) {
        throw new BadRequestException("a number stands twice in one batch");
      }
      var known = byNumber.get(number);
      if (known != null && !names(known, contact) && !(list.size() == 1 && names(known, batch))) {
        return TenantResponse.of(409, Map.of("existingRecordId", known.recordId()));
      }
      accepted.add(read(contact, number, known == null ? "new" : known.recordId()));
    }
    var results = accepted.stream().map(this::keep).toList();
    return TenantResponse.of(200, Map.of("contacts", results));
  }

  /** All outbound contacts, by number. */
  public synchronized Map<String, SimulatedContact> all() {
    return new TreeMap<>(byNumber);
  }

  public synchronized void clear() {
    byNumber.clear();
  }

  private static boolean names(SimulatedContact known, JsonNode node) {
    return "upsert".equals(node.path("updateMode").asText())
        && known.recordId().equals(node.path("existingRecordId").asText());
  }

  private static SimulatedContact read(JsonNode contact, String number, String recordId) {
    var dnc = contact.path("dnc");
    List<String> lists = new ArrayList<>();
    contact.path("customListIds").forEach(id -> lists.add(id.asText()));
    return new SimulatedContact(
        recordId,
        number,
        dnc.path("doNotCall").booleanValue(),
        dnc.path("optOutDate").asText(null),
        lists);
  }

  private Map<String, String> keep(SimulatedContact contact) {
    var recordId = contact.recordId().equals("new") ? "record-" + ++lastRecord : contact.recordId();
    byNumber.put(
        contact.phoneNumber(),
        new SimulatedContact(
            recordId,
            contact.phoneNumber(),
            contact.doNotCall(),
            contact.optOutDate(),
            contact.customListIds()));
    return Map.of("phoneNumber", contact.phoneNumber(), "recordId", recordId);
  }
}
