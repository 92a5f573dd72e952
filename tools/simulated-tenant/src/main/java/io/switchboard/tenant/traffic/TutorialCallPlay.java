package io.switchboard.tenant.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Calls in the shape of the tutorials: menu webhook or voice socket, results by webhook. */
final class TutorialCallPlay implements CallPlay {
  static final String MENU = "menu";
  static final String VOICE = "voice";
  static final String CALL_RESULTS = "call-results";
  private final Webhooks webhooks;
  private final TrafficCounters counters;
  private final VoiceLine voice;
  private final FollowUps followUps;

  TutorialCallPlay(Webhooks webhooks, TrafficCounters counters, VoiceLine voice) {
    this.webhooks = webhooks;
    this.counters = counters;
    this.voice = voice;
    this.followUps = new FollowUps(webhooks);
  }

  @Override
  public void play(CallerScript script) throws InterruptedException {
    if (script.byMenu()) {
      callMenu(script);
    } else {
      callVoice(script);
    }
    if (script.dispositionCode() != null) {
      report(script, script.dispositionCode());
    }
    followUps.play(script, script.contactId());
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
    body.put("timestamp", FollowUps.now());
    if (script.from() != null) {
      body.put("phoneNumber", script.from());
    }
    webhooks.post(CALL_RESULTS, script.contactId(), "/webhook/call-result", body);
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
}
