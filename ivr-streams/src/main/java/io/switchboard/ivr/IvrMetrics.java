package io.switchboard.ivr;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.event.CallOutcome;
import java.util.Locale;

/** What the service counts; reprocessing after a crash counts again. */
final class IvrMetrics {
  private final MeterRegistry registry;

  IvrMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void decided(String reason) {
    registry.counter("ivr_decisions_total", "reason", reason).increment();
  }

  void concluded(CallOutcome outcome) {
    registry
        .counter(
            "ivr_outcomes_total",
            "outcome",
            outcome.outcome().word(),
            "reason",
            outcome.reason(),
            "source",
            outcome.source().name().toLowerCase(Locale.ROOT))
        .increment();
  }

  void tickWritten() {
    registry.counter("ivr_ticks_written_total").increment();
  }

  void deadlineFired() {
    registry.counter("ivr_deadlines_fired_total").increment();
  }
}
