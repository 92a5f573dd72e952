package io.switchboard.tenant.traffic;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** What follows a call in every shape: changes of the contact, and the caller's consent. */
record FollowUps(Webhooks webhooks) {
  static final String CONTACT_CHANGES = "contact-changes";
  static final String DNC = "dnc";

  void play(CallerScript script, String contactId) throws InterruptedException {
    for (var change = 1; change <= script.contactChanges(); change++) {
      changeContact(contactId, change);
    }
    if (script.optOut() != null && script.from() != null) {
      consent(script.from(), script.optOut());
    }
  }

  private void changeContact(String contactId, int change) throws InterruptedException {
    var id = "person-" + contactId;
    var event =
        Map.of(
            "id",
            id,
            "externalId",
            "external-" + contactId,
            "firstName",
            "Ada",
            "lastName",
            "Version" + change,
            "email",
            "ada@example.com",
            "timestamp",
            now());
    webhooks.post(CONTACT_CHANGES, id, "/webhook/data-actions", Map.of("events", List.of(event)));
  }

  private void consent(String number, boolean out) throws InterruptedException {
    var body =
        Map.of("phoneNumber", number, "eventName", out ? "optOut" : "optIn", "timestamp", now());
    webhooks.post(DNC, number, "/webhook/dnc", body);
  }

  static String now() {
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return DateTimeFormatter.ISO_INSTANT.format(now);
  }
}
