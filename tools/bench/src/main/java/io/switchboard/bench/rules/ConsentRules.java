package io.switchboard.bench.rules;

import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.contract.phone.PhoneNumber;
import io.switchboard.dnc.registry.DncDecider;
import io.switchboard.dnc.registry.EnteredChange;
import io.switchboard.dnc.registry.Normaliser;
import io.switchboard.dnc.registry.NumberState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading numbers, and decisions about them. */
@State(Scope.Benchmark)
public class ConsentRules {
  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
  private static final int NUMBERS = 1 << 16;

  private final NumberState known = DncDecider.decide(NumberState.NONE, event(0)).state();
  private final DncEvent later = event(60);
  private int next;

  private static DncEvent event(int seconds) {
    var at = AT.plusSeconds(seconds);
    var change =
        new EnteredChange(
            DncSource.IMPORT, "+14155552671", Consent.OPT_OUT, at, "bench", null, List.of(), "");
    return switch (new Normaliser("US").entered(change, at)) {
      case Normaliser.Result.Events(var events) -> events.getFirst();
      case Normaliser.Result.Refused(var why) -> throw new IllegalStateException(why);
    };
  }

  /** A decision on a known number, with its hash chain. */
  @Benchmark
  public DncDecider.DncResult decide() {
    return DncDecider.decide(known, later);
  }

  /** A new number each time, as sent by CXone. */
  @Benchmark
  public Optional<PhoneNumber> newNumber() {
    return PhoneNumber.parse(national(next++ & (NUMBERS - 1)), "US");
  }

  /** The same number each time. */
  @Benchmark
  public Optional<PhoneNumber> sameNumber() {
    return PhoneNumber.parse("(415) 555-2671", "US");
  }

  private static String national(int n) {
    return "(" + (201 + n / 10_000) + ") 555-" + (1_000 + n % 9_000);
  }
}
