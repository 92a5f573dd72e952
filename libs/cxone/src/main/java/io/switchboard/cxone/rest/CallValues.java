package io.switchboard.cxone.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchboard.cxone.http.JsonBodies;
import io.switchboard.cxone.settings.TenantValues;
import org.jspecify.annotations.Nullable;

/** The values of a call and its tenant, by the names that templates use. Pure. */
final class CallValues {
  /** A phone number as a JSON number. */
  static final String NUMBER_DIGITS = "numberDigits";

  private final TenantValues tenant;

  CallValues(TenantValues tenant) {
    this.tenant = tenant;
  }

  ObjectNode ofTenant() {
    var values = JsonNodeFactory.instance.objectNode();
    putId(values, "tenant", tenant.tenant());
    putId(values, "dncGroupId", tenant.dncGroupId());
    putId(values, "skillId", tenant.skillId());
    return values;
  }

  ObjectNode of(CxoneCall call) {
    var values = ofTenant();
    values.setAll((ObjectNode) JsonBodies.JSON.valueToTree(call));
    switch (call) {
      case CxoneCall.PatchContact contact -> {
        putId(values, "tagOfCategory", tenant.tags().get(contact.category()));
        putId(values, "dispositionId", tenant.dispositions().get(contact.category()));
      }
      case CxoneCall.SetVariables variables ->
          variables.variables().forEach(variable -> values.put(variable.name(), variable.value()));
      case CxoneCall.WriteOutbound _ -> values.path("contacts").forEach(this::addNumber);
      case CxoneCall.FindOptOut _ -> addNumber(values);
      case CxoneCall.RegisterDataAction _ -> {
        // its own values only
      }
    }
    return values;
  }

  private void addNumber(JsonNode contact) {
    if (contact instanceof ObjectNode values) {
      var e164 = values.path("phoneNumber").asText();
      var digits = tenant.numbers().digits(e164);
      values.put(NUMBER_DIGITS, Long.parseLong(digits)); // 15 digits at most
      values.put("numberText", tenant.numbers().text(e164));
    }
  }

  /** An id of digits is a JSON number, as CXone documents its ids. */
  private static void putId(ObjectNode values, String name, @Nullable String id) {
    if (id == null) {
      return;
    }
    if (id.matches("[1-9]\\d{0,17}")) {
      values.put(name, Long.parseLong(id));
    } else {
      values.put(name, id);
    }
  }
}
