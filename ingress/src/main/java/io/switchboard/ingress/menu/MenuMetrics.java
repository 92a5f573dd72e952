package io.switchboard.ingress.menu;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.switchboard.ingress.menu.decision.DecisionBreakers;
import io.switchboard.ingress.menu.decision.PendingDecisions;
import io.switchboard.ingress.menu.shadow.CallStore;
import io.switchboard.ingress.menu.shadow.UndecidedReason;
import java.time.Duration;

/** The menu webhook's figures. */
final class MenuMetrics {
  /** The root menu again, because there is no decision. */
  static final String FALLBACK = "fallback";

  private final MeterRegistry registry;
  private final Timer wait;
  private final Counter differed;

  MenuMetrics(
      MeterRegistry registry,
      PendingDecisions pending,
      DecisionBreakers breakers,
      CallStore calls) {
    this.registry = registry;
    this.wait =
        Timer.builder("menu_wait")
            .description("From writing the request to the decision, of the calls that were decided")
            .serviceLevelObjectives(
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                Duration.ofMillis(5),
                Duration.ofMillis(10),
                Duration.ofMillis(20),
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMillis(200),
                Duration.ofMillis(400),
                Duration.ofMillis(800))
            .register(registry);
    Gauge.builder("menu_pending", pending, PendingDecisions::size)
        .description("Calls that wait for a decision")
        .register(registry);
    Gauge.builder("menu_breaker_open", breakers, DecisionBreakers::open)
        .description(
            "Partitions of cxone.dtmf whose decisions are late, so that callers hardly wait")
        .register(registry);
    Gauge.builder("menu_shadow_calls", calls, CallStore::size)
        .description("Calls that are remembered for shadow decisions, open and ended ones")
        .register(registry);
    Gauge.builder("menu_shadow_memory_bytes", calls, CallStore::bytes)
        .description("Memory that the calls for shadow decisions take, about")
        .register(registry);
    this.differed =
        Counter.builder("menu_shadow_differed_total")
            .description("Shadow decisions that ivr-streams took otherwise")
            .register(registry); // from the start, so that an alert sees the first one
    for (var reason : UndecidedReason.values()) { // for the same reason
      answers(FALLBACK, reason.wireName());
    }
  }

  /**
   * @param how decided, shadow or fallback
   * @param why it was not decided by ivr-streams, or decided
   */
  void answered(String how, String why) {
    answers(how, why).increment();
  }

  private Counter answers(String how, String why) {
    return Counter.builder("menu_answers_total")
        .description("answers to callers by how and why")
        .tags("how", how, "why", why)
        .register(registry);
  }

  void shadowDiffered() {
    differed.increment();
  }

  void waited(long nanos) {
    wait.record(Duration.ofNanos(nanos));
  }

  void notWritten(String what) {
    Counter.builder("menu_records_not_written_total")
        .description("records about answers to callers that Kafka did not take")
        .tag("record", what)
        .register(registry)
        .increment();
  }
}
