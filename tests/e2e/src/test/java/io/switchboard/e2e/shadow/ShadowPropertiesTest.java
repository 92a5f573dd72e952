package io.switchboard.e2e.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallEvent.Digit;
import io.switchboard.contract.event.ivr.CallEvent.MenuRequest;
import io.switchboard.contract.event.ivr.PublishedDefinition;
import io.switchboard.ingress.menu.shadow.ShadowResult;
import io.switchboard.ingress.menu.shadow.UndecidedReason;
import io.switchboard.ivr.RandomCalls;
import io.switchboard.ivr.definition.CheckedDefinition;
import io.switchboard.ivr.definition.DefinitionFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * For random calls, any stop of ivr-streams and any ingress: a shadow decision is the one that
 * ivr-streams takes. It is written nowhere, so sessions end as without any stop.
 */
final class ShadowPropertiesTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final CheckedDefinition LOOPS = DefinitionFile.trusted(RandomCalls.LOOPS);
  private static final CheckedDefinition OPEN_LOOPS =
      DefinitionFile.trusted(RandomCalls.LOOPS.replace("sensitive: true", "sensitive: false"));
  private static final List<CheckedDefinition> MENUS =
      List.of(LOOPS, OPEN_LOOPS, DefinitionFile.shipped());

  /** An ingress that has read everything cannot decide these, and no others. */
  private static final Set<UndecidedReason> ALWAYS =
      EnumSet.of(UndecidedReason.HIDDEN_KEYS, UndecidedReason.MISSING_TURN);

  private static final Set<UndecidedReason> AFTER_A_RESTART =
      EnumSet.of(
          UndecidedReason.HIDDEN_KEYS,
          UndecidedReason.MISSING_TURN,
          UndecidedReason.UNKNOWN_CALL,
          UndecidedReason.LOG_GAP);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path state;

  private long checked;
  private long undecided;

  @Test
  void shouldDecideAsIvrStreamsDoes() {
    run(20261201, 500);

    assertThat(undecided).as("of %d", checked).isLessThan(checked / 5);
  }

  @Tag("long")
  @Test
  void shouldDecideAsIvrStreamsDoesInManyMoreCalls() {
    run(Long.getLong("switchboard.seed", 1), 60_000);
  }

  private void run(long seed, int runs) {
    try (var oracle = new OracleLog(state)) {
      for (int run = 0; run < runs; run++) {
        var random = new Random(seed + run);
        check(random, log(oracle, random, seed + run, START.plus(Duration.ofDays(2L * run))));
      }
    }
    System.out.printf("%,d shadow decisions, %,d undecided%n", checked, undecided);
  }

  /** The log of a few calls, with the activation that they begin with. */
  private static List<OracleLog.Entry> log(
      OracleLog oracle, Random random, long seed, Instant start) {
    var calls = RandomCalls.log(random, 1 + random.nextInt(4), 15 + random.nextInt(40));
    var shift = Duration.between(calls.getFirst().at(), start);
    var menus = new ArrayList<>(MENUS);
    Collections.shuffle(menus, random);
    var other = random.nextInt(5) == 0 ? random.nextInt(calls.size()) : -1;
    var ahead = random.nextInt(8) == 0 ? random.nextInt(calls.size()) : -1;
    var log = new ArrayList<OracleLog.Entry>();
    log.add(activate(oracle, menus.getFirst(), start));
    for (int i = 0; i < calls.size(); i++) {
      var it = calls.get(i);
      var at = it.at().plus(shift);
      if (i == other) {
        log.add(activate(oracle, menus.getLast(), at));
      }
      var isAhead = ahead >= 0 && i >= ahead && i < ahead + 3;
      var stamp = isAhead ? at.plus(Duration.ofHours(2)) : at;
      var received = at.minusMillis(random.nextInt(4) == 0 ? random.nextInt(3_000) : 0);
      log.add(oracle.write(renamed(it.event(), seed), it.id() + "/" + seed, stamp, received));
    }
    return log;
  }

  private static OracleLog.Entry activate(OracleLog oracle, CheckedDefinition menu, Instant at) {
    var activation = new CallEvent.Activation(menu.hash(), menu.body());
    return oracle.write(activation, "activation", at, at);
  }

  private static CallEvent renamed(CallEvent event, long seed) {
    return switch (event) {
      case MenuRequest it ->
          new MenuRequest(
              it.callId() + seed,
              it.from(),
              it.dtmf(),
              it.context(),
              it.tier(),
              it.menuPromptUrl(),
              it.turn());
      case Digit it ->
          new Digit(it.callId() + seed, it.digit(), it.source(), it.timestamp(), it.timeSource());
      case CallEvent.Fallback it ->
          new CallEvent.Fallback(
              it.callId() + seed, it.requestId() + seed, it.from(), it.tier(), it.turn());
      case CallEvent.CallEnd it ->
          new CallEvent.CallEnd(it.callId() + seed, it.timestamp(), it.timeSource());
      case CallEvent.Tick _, CallEvent.Activation _ -> event;
    };
  }

  private void check(Random random, List<OracleLog.Entry> log) {
    var ingresses = new ArrayList<ShadowIngress>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      ingresses.add(new ShadowIngress(log, 0, List.of()));
    }
    var running = true;
    var taken = 0;
    for (int index = 0; index < log.size(); index++) {
      running = random.nextInt(8) == 0 ? !running : running;
      taken = running ? taken + random.nextInt(index - taken + 1) : taken;
      if (random.nextInt(60) == 0) {
        var start = random.nextInt(index + 1);
        ingresses.set(
            random.nextInt(ingresses.size()), new ShadowIngress(log, start, published(log, index)));
      }
      for (var ingress : ingresses) {
        ingress.readDecisions(random, taken);
        ask(ingress, random, log, index);
      }
    }
    ingresses.forEach(ShadowIngress::readAll);

    assertThat(ingresses).allMatch(it -> it.differed() == 0);
  }

  private void ask(ShadowIngress ingress, Random random, List<OracleLog.Entry> log, int index) {
    if (random.nextBoolean()) {
      ingress.readLog(index - 1);
    }
    var entry = log.get(index);
    if (!(entry.event() instanceof MenuRequest request)) {
      return;
    }
    ingress.readLog(random.nextBoolean() && isAloneAt(log, index) ? index + 1 : index);
    var expected = entry.own().orElseThrow();
    checked++;
    switch (ingress.decide(request.callId(), entry.id())) {
      case ShadowResult.Decided(var action, var turn, _, _) ->
          assertThat(List.of(action, turn))
              .as("%s by %s of %s", entry, ingress, log)
              .isEqualTo(List.of(expected.action(), expected.turn()));
      case ShadowResult.Undecided(var reason) -> {
        undecided++;
        assertThat(reason)
            .as("%s by %s of %s", entry, ingress, log)
            .isIn(ingress.isComplete() ? ALWAYS : AFTER_A_RESTART);
      }
    }
  }

  /** Whether there is a next record, and it does not repeat this one's id. */
  private static boolean isAloneAt(List<OracleLog.Entry> log, int index) {
    return index + 1 < log.size() && !log.get(index + 1).id().equals(log.get(index).id());
  }

  /** What is on {@code ivr.definitions} at a record. */
  private static List<PublishedDefinition> published(List<OracleLog.Entry> log, int index) {
    return log.subList(0, index + 1).stream()
        .filter(it -> it.event() instanceof CallEvent.Activation)
        .map(it -> activated(((CallEvent.Activation) it.event()).definition(), it.at()))
        .toList();
  }

  private static PublishedDefinition activated(String hash, Instant at) {
    var menu = MENUS.stream().filter(it -> it.hash().equals(hash)).findFirst().orElseThrow();
    var it = menu.published(at);
    return it.activated(at, null, null);
  }
}
