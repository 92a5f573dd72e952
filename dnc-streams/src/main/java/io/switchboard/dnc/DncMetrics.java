package io.switchboard.dnc;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.event.dnc.DncDecisionKind;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.contract.phone.DncKey;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** The metrics of this service. Events that are processed again after a crash are counted again. */
final class DncMetrics {
  private final Map<DncDecisionKind, Counter> decisions = new EnumMap<>(DncDecisionKind.class);
  private final Map<DncSource, Counter> optOuts = new EnumMap<>(DncSource.class);
  private final Counter unreadable;
  private final AtomicLong unresolved;
  private final AtomicLong quarantined;

  DncMetrics(MeterRegistry registry) {
    for (var kind : DncDecisionKind.values()) {
      decisions.put(
          kind,
          Counter.builder("dnc_decisions_total")
              .description("Decisions on opt-ins and opt-outs, by kind")
              .tag("kind", kind.wireName())
              .register(registry));
    }
    for (var source : DncSource.values()) {
      optOuts.put(
          source,
          Counter.builder("dnc_optouts_total")
              .description("Opt-outs by source, without duplicates")
              .tag("source", source.wireName())
              .register(registry));
    }
    unreadable =
        Counter.builder("dnc_optouts_unreadable_total")
            .description(
                "Opt-outs with an unreadable number, stored under their digits and not pushed to CXone")
            .register(registry);
    unresolved = gauge(registry, "dnc_unresolved", "Opt-outs with an unknown number");
    quarantined = gauge(registry, "dnc_quarantined", "Numbers with a quarantined opt-in");
  }

  private static AtomicLong gauge(MeterRegistry registry, String name, String description) {
    var value = new AtomicLong();
    Gauge.builder(name, value, AtomicLong::get).description(description).register(registry);
    return value;
  }

  void decided(DncDecision decision) {
    Objects.requireNonNull(decisions.get(decision.kind())).increment();
    if (decision.eventName() == Consent.OPT_OUT && decision.kind() != DncDecisionKind.DUPLICATE) {
      Objects.requireNonNull(optOuts.get(decision.source())).increment();
      if (decision.phoneNumber().startsWith(DncKey.RAW)) {
        unreadable.increment();
      }
    }
  }

  void unresolved(long change) {
    unresolved.addAndGet(change);
  }

  void quarantined(long change) {
    quarantined.addAndGet(change);
  }
}
