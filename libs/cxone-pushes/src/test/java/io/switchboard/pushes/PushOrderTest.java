package io.switchboard.pushes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import io.switchboard.contract.event.disposition.Severity;
import io.switchboard.contract.event.dnc.DncRegistration;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.pushes.state.StreamRecords;
import io.switchboard.service.HealthChecks;
import io.switchboard.tenant.SimulatedTenant;
import io.switchboard.tenant.TenantOptions;
import io.switchboard.tenant.fault.FaultPlan;
import io.switchboard.tenant.fault.FaultRule;
import io.switchboard.tenant.journal.JournalEntry;
import io.switchboard.testkit.process.ChildProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A pusher that is stopped and killed again and again while some keys are refused all the time:
 * CXone never receives an older state of a key after a newer one, and every key ends in its newest.
 */
@Order(1)
class PushOrderTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Large records: a successor reads few of them at once, so that it could push in between. */
  private static final String PADDING = "x".repeat(8_000);

  @Test
  @Tag("long")
  void shouldNeverPushAnOlderStateAfterANewerOneThroughTwentyKills() throws Exception {
    prove(500, 5_000, 20, 7);
  }

  private static void prove(int keys, int states, int kills, long seed) throws Exception {
    try (var tenant = SimulatedTenant.start(TenantOptions.onPort(0));
        var rig = new PushRig().withTopics()) {
      var writer = new Writer(rig, keys, new Random(seed));
      tenant.setFaults(pinned());
      for (var round = 0; round < kills; round++) {
        writer.write(states / (2 * kills + 1));
        life(rig, tenant, writer.random, ChildProcess::stop);
        writer.write(states / (2 * kills + 1));
        life(rig, tenant, writer.random, ChildProcess::kill);
      }
      writer.write(states - writer.written);
      tenant.setFaults(FaultPlan.NONE);

      try (var _ = rig.start(PushRig.settings(tenant.baseUrl(), null), new HealthChecks())) {
        await().until(() -> last(heard(tenant)).equals(writer.newest));
      }

      var heard = heard(tenant);
      assertThat(outOfOrder(heard)).isEmpty();
      assertThat(rig.records(rig.topics.deadLetters("sink-postgres").name())).isEmpty();
      System.out.printf(
          "push order: seed %d, %d states of %d keys, %d stops and kills each: CXone heard %d"
              + " states%n",
          seed, states, keys, kills, heard.values().stream().mapToInt(List::size).sum());
    }
  }

  /** Keys that wait for the whole run, each for another reason, and a tenth that just fails. */
  private static FaultPlan pinned() {
    return FaultPlan.of(
        FaultRule.status("PATCH", "/contacts/k-001", 500, 1_000_000),
        FaultRule.status("PATCH", "/contacts/k-002", 403, 1_000_000),
        FaultRule.status("PATCH", "/contacts/k-003", 429, 1_000_000).withRetryAfter("2"),
        new FaultRule(
            "POST", "/outbound/", "+1415555004", null, null, null, 500, null, true, false),
        new FaultRule(null, "/api/", null, 0.05, null, null, 500, null, true, false),
        new FaultRule(null, "/api/", null, 0.05, null, 50, null, null, false, true));
  }

  /** One pusher, from its first requests to its end. */
  private static void life(
      PushRig rig, SimulatedTenant tenant, Random random, Consumer<ChildProcess> end) {
    var before = tenant.journal().count();
    var requests = 20 + random.nextInt(60);
    try (var pusher = PusherProcess.start(rig, tenant.baseUrl(), "pusher")) {
      await().until(() -> tenant.journal().count() - before > requests);
      end.accept(pusher);
    }
  }

  /** Numbered states of keys, every fifth of them a number, the others contacts. */
  private static final class Writer {
    private final PushRig rig;
    private final int keys;
    private final Random random;
    private final Map<String, Integer> newest = new TreeMap<>();
    private int written;

    private Writer(PushRig rig, int keys, Random random) {
      this.rig = rig;
      this.keys = keys;
      this.random = random;
    }

    private void write(int count) {
      for (var i = 0; i < count; i++) {
        var key = written < keys ? written : random.nextInt(keys);
        write(key, ++written);
      }
      rig.flush();
    }

    private void write(int key, int state) {
      if (key % 5 == 4) {
        var number = "+1415555%03d".formatted(key);
        newest.put(number, state);
        rig.send(rig.topics.dncRegistry(), number, registration(number, state));
      } else {
        var contact = "k-%03d".formatted(key);
        newest.put(contact, state);
        rig.send(rig.topics.dispositionsClassified(), contact, result(contact, state));
      }
    }

    private static ClassifiedDisposition result(String contact, int state) {
      return new ClassifiedDisposition(
          "e" + state,
          contact,
          "1001",
          PADDING,
          "s" + state,
          Severity.CRITICAL,
          PADDING,
          "v1",
          "audit",
          1,
          null,
          false,
          StreamRecords.AT,
          TimeSource.EVENT,
          StreamRecords.AT,
          null);
    }

    private static DncRegistration registration(String number, int state) {
      return new DncRegistration(
          number,
          state % 2 == 0,
          StreamRecords.AT,
          "e" + state,
          DncSource.values()[0],
          PADDING,
          List.of("s" + state),
          PADDING,
          state,
          StreamRecords.AT);
    }
  }

  /** The states of each key in the order in which CXone received them, with any answer. */
  private static Map<String, List<Integer>> heard(SimulatedTenant tenant) throws IOException {
    var heard = new HashMap<String, List<Integer>>();
    for (var entry : tenant.journal().entries()) {
      if (entry.path().contains("/contacts") && !entry.body().isEmpty()) {
        states(entry)
            .forEach((key, state) -> heard.computeIfAbsent(key, _ -> new ArrayList<>()).add(state));
      }
    }
    return heard;
  }

  private static Map<String, Integer> states(JournalEntry entry) throws IOException {
    var body = JSON.readTree(entry.body());
    var states = new HashMap<String, Integer>();
    if (entry.method().equals("PATCH")) {
      var key = entry.path().substring(entry.path().lastIndexOf('/') + 1);
      states.put(key, number(body.at("/custom/disposition_category")));
    } else {
      StreamSupport.stream(body.path("contacts").spliterator(), false)
          .forEach(
              contact ->
                  states.put(
                      contact.at("/phone/phoneNumber").asText(),
                      number(contact.at("/customListIds/0"))));
    }
    return states;
  }

  private static int number(JsonNode text) {
    return Integer.parseInt(text.asText().substring(1));
  }

  private static Map<String, Integer> last(Map<String, List<Integer>> heard) {
    var last = new TreeMap<String, Integer>();
    heard.forEach((key, states) -> last.put(key, states.getLast()));
    return last;
  }

  private static List<String> outOfOrder(Map<String, List<Integer>> heard) {
    return heard.entrySet().stream()
        .flatMap(
            entry ->
                isAscending(entry.getValue())
                    ? Stream.empty()
                    : Stream.of(entry.getKey() + " " + entry.getValue()))
        .toList();
  }

  private static boolean isAscending(List<Integer> states) {
    for (var i = 1; i < states.size(); i++) {
      if (states.get(i) < states.get(i - 1)) {
        return false;
      }
    }
    return true;
  }
}
