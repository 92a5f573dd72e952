package io.switchboard.ingress.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.phone.DncMirror;
import io.switchboard.ingress.lookup.pending.PendingView;
import io.switchboard.ingress.lookup.pipeline.Freshness;
import io.switchboard.ingress.lookup.store.DncCache;
import io.switchboard.ingress.lookup.store.DncRegistry;
import io.switchboard.ingress.lookup.store.DncRegistry.Registered;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StoreLookupTest {
  private static final String NUMBER = "+14155552671";
  private static final Instant AT = Instant.parse("2026-11-20T10:00:05Z");
  private static final DncCache.Finding NOTHING = new DncCache.Finding.Entries(Map.of());
  private static final DncCache.Finding BLOCKED = entry(NUMBER, true);
  private static final DncCache.Finding NO_MIRROR = new DncCache.Finding.Unusable("unbuilt");
  private static final DncRegistry.Finding NO_ROWS = new DncRegistry.Finding.Rows(Map.of());
  private static final DncRegistry.Finding DOWN = new DncRegistry.Finding.Unusable("unreachable");

  static Stream<Arguments> findings() {
    return Stream.of(
        arguments("a yes of the mirror is enough", BLOCKED, DOWN, behind(), true, "opt-out"),
        arguments(
            "a no of the mirror is not", entry(NUMBER, false), DOWN, fresh(), true, "unknown"),
        arguments(
            "a no is confirmed",
            entry(NUMBER, false),
            row(NUMBER, false),
            fresh(),
            false,
            "opt-in"),
        arguments("a yes of PostgreSQL", NOTHING, row(NUMBER, true), fresh(), true, "opt-out"),
        arguments("no record", NOTHING, NO_ROWS, fresh(), false, "no record"),
        arguments(
            "an opt-out that cannot be read",
            NOTHING,
            row("raw:4155552671", true),
            fresh(),
            true,
            "opt-out"),
        arguments("PostgreSQL down", NOTHING, DOWN, fresh(), true, "unknown"),
        arguments("no mirror", NO_MIRROR, NO_ROWS, fresh(), true, "unknown"),
        arguments("no mirror, but a yes", NO_MIRROR, row(NUMBER, true), fresh(), true, "opt-out"),
        arguments("behind", NOTHING, NO_ROWS, behind(), true, "unknown"),
        arguments("behind, opted in", NOTHING, row(NUMBER, false), behind(), true, "unknown"),
        arguments("not measured", NOTHING, NO_ROWS, Freshness.State.UNMEASURED, true, "unknown"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("findings")
  void shouldAnswer(
      String name,
      DncCache.Finding quick,
      DncRegistry.Finding sure,
      Freshness.State fresh,
      boolean doNotCall,
      String reason) {
    var answer = lookup(quick, sure, fresh).lookUp(List.of("(415) 555-2671")).getFirst();

    assertThat(answer.phoneNumber()).isEqualTo(NUMBER);
    assertThat(answer.doNotCall()).as(name).isEqualTo(doNotCall);
    assertThat(answer.reason()).startsWith(reason);
    assertThat(answer.since())
        .isEqualTo(reason.equals("unknown") || reason.equals("no record") ? null : AT);
  }

  @Test
  void shouldAnswerEachNumberInItsPlace() {
    var answers =
        lookup(BLOCKED, NO_ROWS, fresh()).lookUp(List.of("+442079460958", NUMBER, "anonymous"));

    assertThat(answers)
        .extracting(LookupAnswer::phoneNumber)
        .containsExactly("+442079460958", NUMBER, "anonymous");
    assertThat(answers).extracting(LookupAnswer::doNotCall).containsExactly(false, true, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anonymous",
        "abc",
        "n/a",
        "+",
        "12345",
        "id:12345678",
        "+266696687",
        "+999123456789",
        "415-555-0109 / 12345678",
        "unavailable@10.0.0.9",
        "1.41556E+10",
        "+22507080910"
      })
  void shouldNeverSayThatWhatItCannotReadMayBeCalled(String text) {
    for (var sure : List.of(NO_ROWS, DOWN)) {
      var answer = lookup(NOTHING, sure, fresh()).lookUp(List.of(text)).getFirst();

      assertThat(answer.doNotCall()).isTrue();
      assertThat(answer.reason()).isEqualTo("unreadable");
      assertThat(answer.since()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "415-555-0901 (cell), +14155550901",
    "\"Jane\" <sip:+14155550901@10.0.0.1>, +14155550901",
    "+14155550901p1, +14155550901",
    "415-555-0900/01, +14155550901",
    "4155550901.0, +14155550901",
    "+5511987654321, +551187654321",
    "+551187654321, +5511987654321",
    "+2250708091011, raw:22508091011",
    "+22508091011, +2250708091011",
    "+2290197123456, raw:22997123456",
    "999 123 456 7890, raw:9991234567890",
  })
  void shouldFindAnOptOutHoweverTheNumberIsAsked(String asked, String kept) {
    var answer = lookup(NOTHING, row(kept, true), fresh()).lookUp(List.of(asked)).getFirst();

    assertThat(answer.doNotCall()).isTrue();
    assertThat(answer.reason()).isEqualTo("opt-out by webhook");
  }

  @Test
  void shouldLetOneSuppressedReadingOfTwoSuppress() {
    var answer = lookup(entry("+6562234567", true), NO_ROWS, fresh()).lookUp(List.of("6562234567"));

    assertThat(answer.getFirst().doNotCall()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(PendingView.State.class)
  void shouldSuppressAPendingNumberIndependentOfTheStores(PendingView.State state) {
    var pending = pending(state, NUMBER);
    for (var sure : List.of(NO_ROWS, DOWN, row(NUMBER, false))) {
      var answers =
          lookup(pending, NO_MIRROR, sure, behind())
              .lookUp(List.of("(415) 555-2671", "+14155550100"));

      assertThat(answers.getFirst())
          .isEqualTo(new LookupAnswer(NUMBER, true, "opt-out received", null));
      assertThat(answers.getLast().reason()).isEqualTo("unknown");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "415-555-0900/01, +14155550901",
    "6562234567, +6562234567",
    "+551187654321, +5511987654321",
    "999 123 456 7890, raw:9991234567890"
  })
  void shouldFindAPendingOptOutHoweverTheNumberIsAsked(String asked, String kept) {
    var pending = pending(PendingView.State.FOLLOWING, kept);

    var answer = lookup(pending, NOTHING, NO_ROWS, fresh()).lookUp(List.of(asked)).getFirst();

    assertThat(answer.doNotCall()).isTrue();
    assertThat(answer.reason()).isEqualTo("opt-out received");
  }

  @ParameterizedTest
  @EnumSource(value = PendingView.State.class, mode = EnumSource.Mode.EXCLUDE, names = "FOLLOWING")
  void shouldNotSayFreeWhileOptOutsMayBePendingThatItDoesNotKnow(PendingView.State state) {
    var lookup = lookup(pending(state), NOTHING, row(NUMBER, false), fresh());

    var answer = lookup.lookUp(List.of(NUMBER)).getFirst();

    assertThat(answer).isEqualTo(new LookupAnswer(NUMBER, true, "unknown", null));
    assertThat(lookup(pending(state), BLOCKED, NO_ROWS, fresh()).lookUp(List.of(NUMBER)))
        .extracting(LookupAnswer::reason)
        .containsExactly("opt-out by webhook");
  }

  /** The sink commits, and the opt-out is no longer pending, while PostgreSQL is asked. */
  @Test
  void shouldReadWhatIsPendingBeforeItAsksPostgresql() {
    var keys = new HashSet<>(Set.of(NUMBER));
    var lookup =
        new StoreLookup(
            "US",
            new FakePending(PendingView.State.FOLLOWING, keys),
            _ -> NOTHING,
            _ -> {
              keys.clear();
              return NO_ROWS;
            },
            StoreLookupTest::fresh,
            new LookupAudit(new byte[0]),
            new SimpleMeterRegistry());

    var answers = lookup.lookUp(List.of("+14155550100", NUMBER));

    assertThat(answers).extracting(LookupAnswer::doNotCall).containsExactly(false, true);
  }

  private record FakePending(PendingView.State state, Set<String> keys) implements PendingView {
    @Override
    public boolean contains(Collection<String> asked) {
      return asked.stream().anyMatch(keys::contains);
    }
  }

  private static PendingView pending(PendingView.State state, String... keys) {
    return new FakePending(state, Set.of(keys));
  }

  private static Freshness.State fresh() {
    return Freshness.State.FRESH;
  }

  private static Freshness.State behind() {
    return Freshness.State.BEHIND;
  }

  private static DncCache.Finding entry(String key, boolean doNotCall) {
    var reason = doNotCall ? "opt-out by webhook" : "opt-in by webhook";
    return new DncCache.Finding.Entries(
        Map.of(key, new DncMirror.MirrorEntry(AT, doNotCall, "id", reason)));
  }

  private static DncRegistry.Finding row(String key, boolean doNotCall) {
    var reason = doNotCall ? "opt-out by webhook" : "opt-in by webhook";
    return new DncRegistry.Finding.Rows(Map.of(key, new Registered(doNotCall, AT, reason)));
  }

  private static StoreLookup lookup(
      DncCache.Finding quick, DncRegistry.Finding sure, Freshness.State fresh) {
    return lookup(pending(PendingView.State.FOLLOWING), quick, sure, fresh);
  }

  private static StoreLookup lookup(
      PendingView pending,
      DncCache.Finding quick,
      DncRegistry.Finding sure,
      Freshness.State fresh) {
    return new StoreLookup(
        "US",
        pending,
        _ -> quick,
        _ -> sure,
        () -> fresh,
        new LookupAudit(new byte[0]),
        new SimpleMeterRegistry());
  }
}
