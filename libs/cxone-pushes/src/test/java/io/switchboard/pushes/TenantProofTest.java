package io.switchboard.pushes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.switchboard.contract.event.PushAnswer;
import io.switchboard.pushes.state.StreamRecords;
import io.switchboard.service.HealthChecks;
import io.switchboard.tenant.SimulatedTenant;
import io.switchboard.tenant.TenantOptions;
import io.switchboard.tenant.fault.FaultPlan;
import io.switchboard.tenant.fault.FaultRule;
import io.switchboard.tenant.journal.JournalEntry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A tenant that is down for a while, answers 429, 500 or too late to a third of the requests, and
 * whose tokens expire every ten seconds: every contact ends in its newest state, in order, within
 * the rate limit.
 */
@Order(1)
class TenantProofTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration CALM = Duration.ofSeconds(1);

  /** We have given up by then, and the request takes effect all the same. */
  private static final Duration LATE = Duration.ofMillis(1_500);

  @Test
  @Tag("long")
  void shouldBringEveryContactToItsNewestStateAfterFiveMinutes() throws Exception {
    prove(
        1_000,
        new States(40, 6, 30, CALM.multipliedBy(12)),
        Duration.ofMinutes(5),
        Duration.ofMinutes(10));
  }

  /**
   * How many states each contact gets, during which of them the tenant is down, and how long the
   * others last.
   */
  private record States(int count, int downFrom, int upFrom, Duration calm) {
    /** The outage is divided among the states that come during it. */
    private Duration length(int state, Duration outage) {
      return state >= downFrom && state < upFrom ? outage.dividedBy(upFrom - downFrom) : calm;
    }
  }

  private void prove(int contacts, States states, Duration outage, Duration keyFailureTimeout)
      throws Exception {
    var options = TenantOptions.onPort(0).withTokenLife(Duration.ofSeconds(10));
    try (var tenant = SimulatedTenant.start(options);
        var rig = new PushRig().withTopics();
        var _ = rig.start(PushRig.settings(tenant.baseUrl(), null, TIMEOUT), new HealthChecks())) {
      tenant.setFaults(aThirdFails());
      for (var state = 1; state <= states.count(); state++) {
        if (state == states.downFrom()) {
          tenant.setFaults(down());
        } else if (state == states.upFrom()) {
          tenant.setFaults(aThirdFails());
        }
        write(rig, contacts, state);
        if (state == 1) { // the outage shall hit a pusher at work, not one that still starts
          await().atMost(keyFailureTimeout).until(() -> answeredWith(rig, "s1") > contacts / 2);
        }
        pass(states.length(state, outage)); // the outage has to last
      }

      var began = System.nanoTime();
      var newest = "s" + states.count();
      await()
          .atMost(keyFailureTimeout)
          .pollInterval(CALM)
          .until(() -> answeredWith(rig, newest) == contacts);
      var drained = Duration.ofNanos(System.nanoTime() - began);
      pass(LATE.multipliedBy(2)); // what was given up on lands, too

      report(tenant, rig, contacts, states.count(), outage, drained);
      assertThat(tenant.memory().contacts().values())
          .hasSize(contacts)
          .allMatch(
              custom ->
                  String.valueOf(custom.get("disposition_category")).equals("\"" + newest + "\""));
      assertThat(rig.records(rig.topics.deadLetters("sink-postgres").name())).isEmpty();
      assertThat(tenant.rate().most()).isLessThanOrEqualTo(100);
      assertThat(outOfOrder(tenant.journal().entries("PATCH", "/contacts/"))).isEmpty();
    }
  }

  private static void pass(Duration time) {
    await().atMost(time.plusSeconds(10)).pollDelay(time).until(() -> true);
  }

  private static FaultPlan aThirdFails() {
    return FaultPlan.of(
        new FaultRule(
            null, "/api/", null, 1 / 9.0, null, (int) LATE.toMillis(), null, null, false, false),
        new FaultRule(null, "/api/", null, 1 / 8.0, null, null, 429, "1", false, false),
        new FaultRule(null, null, null, 1 / 7.0, null, null, 500, null, false, false));
  }

  private static FaultPlan down() {
    return FaultPlan.of(new FaultRule(null, null, null, null, null, null, null, null, false, true));
  }

  private static void write(PushRig rig, int contacts, int state) {
    for (var i = 0; i < contacts; i++) {
      var result = StreamRecords.result("k-" + i, "s" + state + "-" + i, "s" + state);
      rig.send(rig.topics.dispositionsClassified(), "k-" + i, result);
    }
    rig.flush();
  }

  private static int answeredWith(PushRig rig, String state) {
    Set<String> keys =
        rig.read(rig.topics.pushes()).stream()
            .filter(answer -> answer.eventId().startsWith(state + "-"))
            .map(PushAnswer::key)
            .collect(Collectors.toSet());
    return keys.size();
  }

  /** Contacts to which an older state was written after a newer one. */
  private static List<String> outOfOrder(List<JournalEntry> patches) throws Exception {
    Map<String, Integer> last = new HashMap<>();
    var wrong = new java.util.ArrayList<String>();
    for (var patch : patches) {
      if (patch.status() == 200) {
        var state = JSON.readTree(patch.body()).at("/custom/disposition_category").asText();
        var number = Integer.parseInt(state.substring(1));
        if (last.merge(patch.path(), number, Math::max) > number) {
          wrong.add(patch.path());
        }
      }
    }
    return wrong;
  }

  private static void report(
      SimulatedTenant tenant,
      PushRig rig,
      int contacts,
      int states,
      Duration outage,
      Duration drained) {
    Map<Integer, Long> byStatus =
        tenant.journal().entries().stream()
            .collect(Collectors.groupingBy(JournalEntry::status, Collectors.counting()));
    System.out.printf(
        "tenant proof: %d contacts x %d states, down for %s: %d requests by status %s, at most %d"
            + " in any sliding second; attempts by class %s; %d answers, drained %s after the last"
            + " state%n",
        contacts,
        states,
        outage,
        tenant.journal().count(),
        byStatus,
        tenant.rate().most(),
        rig.attempts(),
        rig.read(rig.topics.pushes()).size(),
        drained);
  }
}
