package io.switchboard.tenant.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plays one script: the caller, then the agent, then the changes that follow. */
final class CallPlay {
  static final String MENU = "menu";
  static final String VOICE = "voice";
  static final String CALL_RESULTS = "call-results";
  static final String CONTACT_CHANGES = "contact-changes";
  static final String DNC = "dnc";
  private final Webhooks webhooks;
  private final TrafficCounters counters;
  private final VoiceLine voice;

  CallPlay(Webhooks webhooks, TrafficCounters counters, VoiceLine voice) {
    this.webhooks = webhooks;
    this.counters = counters;
    this.voice = voice;
  }

  void play(CallerScript script) throws InterruptedException {
    if (script.byMenu()) {
      callMenu(script);
    } else {
      callVoice(script);
    }
    if (script.dispositionCode() != null) {
      report(script, script.dispositionCode());
    }
    for (var change = 1; change <= script.contactChanges(); change++) {
      changeContact(script, change);
    }
    if (script.optOut() != null && script.from() != null) {
      consent(script, script.optOut());
    }
  }

  /** The caller hears prompts and presses keys until the menu or the keys end. */
  private void callMenu(CallerScript script) throws InterruptedException {
    var answer = webhooks.post(MENU, script.callId(), "/webhook/ivr-menu", menu(script, ""));
    for (var i = 0; i < script.keys().size(); i++) {
      if (answer.isEmpty() || !"collect".equals(answer.get().path("action").asText())) {
        return;
      }
      Thread.sleep(script.pausesMs().get(i));
      var body = menu(script, script.keys().get(i));
      answer = webhooks.post(MENU, script.callId(), "/webhook/ivr-menu" + turn(answer.get()), body);
    }
  }

  private void callVoice(CallerScript script) throws InterruptedException {
    for (var i = 0; i < script.keys().size(); i++) {
      Thread.sleep(script.pausesMs().get(i));
      counters.sent(VOICE);
      if (voice.press(script.callId(), script.keys().get(i)) > 0) {
        counters.accepted(VOICE, script.callId());
      } else {
        counters.failed(VOICE);
      }
    }
    if (script.hangsUp()) {
      voice.hangUp(script.callId());
    }
  }

  private void report(CallerScript script, String code) throws InterruptedException {
    var body = new LinkedHashMap<String, Object>();
    body.put("contactId", script.contactId());
    body.put("dispositionCode", code);
    body.put("callResult", "answered");
    body.put("timestamp", now());
    if (script.from() != null) {
      body.put("phoneNumber", script.from());
    }
    webhooks.post(CALL_RESULTS, script.contactId(), "/webhook/call-result", body);
  }

  private void changeContact(CallerScript script, int change) throws InterruptedException {
    var id = "person-" + script.contactId();
    var event =
        Map.of(
            "id",
            id,
            "externalId",
            "external-" + script.contactId(),
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

  private void consent(CallerScript script, boolean out) throws InterruptedException {
    var number = String.valueOf(script.from());
    var body =
        Map.of("phoneNumber", number, "eventName", out ? "optOut" : "optIn", "timestamp", now());
    webhooks.post(DNC, number, "/webhook/dnc", body);
  }

  private static Map<String, Object> menu(CallerScript script, String dtmf) {
    var body = new LinkedHashMap<String, Object>();
    body.put("callId", script.callId());
    body.put("from", script.from() == null ? "" : script.from());
    body.put("dtmf", dtmf);
    body.put("context", Map.of());
    return body;
  }

  /** The turn of nextUrl, if it has one; its host is for external callers. */
  private static String turn(JsonNode answer) {
    var nextUrl = answer.path("nextUrl").asText("");
    var query = nextUrl.indexOf('?');
    return query < 0 ? "" : nextUrl.substring(query);
  }

  private static String now() {
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return DateTimeFormatter.ISO_INSTANT.format(now);
  }
}
