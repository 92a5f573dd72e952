package io.switchboard.ingress.menu;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.switchboard.ingress.menu.decision.DecisionBreaker;
import io.switchboard.ingress.menu.decision.PendingDecisions;
import java.time.Duration;

/** The menu webhook's figures. */
final class MenuMetrics {
  private final MeterRegistry registry;
  private final Timer wait;

  MenuMetrics(MeterRegistry registry, PendingDecisions pending, DecisionBreaker breaker) {
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
    Gauge.builder("menu_breaker_open", breaker, state -> state.open() ? 1 : 0)
        .description("1 while calls do not wait for ivr-streams")
        .register(registry);
  }

  void answered(String why) {
    var how = "decided".equals(why) ? "decided" : "fallback";
    registry.counter("menu_answers_total", "how", how, "why", why).increment();
  }

  void waited(long nanos) {
    wait.record(Duration.ofNanos(nanos));
  }

  void notWritten(String what) {
    registry.counter("menu_records_not_written_total", "record", what).increment();
  }
}
