package io.switchboard.ivr.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.ivr.CallScript;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.ivr.menu.MenuDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A live caller whose requests two ingresses write, each in its own order and with delays of its
 * own: with fallbacks, and with retries that may go to the other ingress. Seeded.
 */
final class RequestOrderPropertiesTest {
  private static final int RUNS = 5_000;
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final String CALL = "call";
  private static final MenuDefinition SHIPPED = DefinitionFile.shipped().definition();
  private static final Set<Outcome> HANG_UPS = Set.of(Outcome.HUNG_UP, Outcome.TIMED_OUT);

  /** Keys that hang up nowhere in the shipped menu. */
  private static final String KEYS = "1123AB";

  /**
   * A record of the call.
   *
   * @param written when it lands on the log
   */
  private record Landed(CallEvent event, String id, Instant received, Instant written) {}

  @ParameterizedTest
  @ValueSource(longs = {7, 20261126})
  void shouldNeverHangUpAndEndWhereTheNewestRequestLed(long seed) {
    for (int run = 0; run < RUNS; run++) {
      var log = log(new Random(seed + run));
      var newest =
          log.stream().max(Comparator.comparing(Landed::received)).orElseThrow().received();
      var calls = new Calls(SHIPPED);
      Session ledTo = null;
      for (var it : log) {
        calls.receive(it.event(), it.id(), it.written(), it.received());
        if (it.received().equals(newest)) {
          ledTo = calls.sessions().get(CALL);
        }
      }

      assertThat(calls.outcomes())
          .as("seed %d: %s", seed + run, log)
          .noneMatch(it -> HANG_UPS.contains(it.outcome()));
      assertThat(place(calls.sessions().get(CALL)))
          .as("seed %d: %s", seed + run, log)
          .isEqualTo(place(ledTo));
      if (fellBack(log, newest) && calls.outcomes().isEmpty()) {
        assertThat(place(ledTo)).as("seed %d: %s", seed + run, log).isEqualTo("main_menu []");
      }
    }
  }

  private static String place(@org.jspecify.annotations.Nullable Session session) {
    return switch (session) {
      case null -> "nothing";
      case Session.Open open -> open.position().node() + " " + open.path();
      case Session.Ended ended -> ended.outcome() + " " + ended.path();
    };
  }

  private static boolean fellBack(List<Landed> log, Instant newest) {
    return log.stream()
        .anyMatch(it -> it.event() instanceof CallEvent.Fallback && it.received().equals(newest));
  }

  private static List<Landed> log(Random random) {
    var log = new ArrayList<Landed>();
    var idle = new Instant[] {START, START}; // by ingress: its producer has written all before it
    var received = START;
    for (int request = 0; request < 2 + random.nextInt(8); request++) {
      var dtmf = request == 0 ? "" : key(random);
      land(log, random, idle, "r" + request, dtmf, received);
      if (random.nextInt(5) == 0) {
        received = received.plusMillis(1 + random.nextInt(2_000));
        land(log, random, idle, "r" + request, dtmf, received);
      }
      received = received.plusMillis(1 + random.nextInt(6_000));
    }
    log.sort(Comparator.comparing(Landed::written));
    return log;
  }

  private static void land(
      List<Landed> log, Random random, Instant[] idle, String id, String dtmf, Instant received) {
    var ingress = random.nextInt(2);
    var delay = random.nextInt(4) == 0 ? random.nextInt(9_000) : random.nextInt(500);
    var ready = received.plusMillis(delay);
    var written = ready.isAfter(idle[ingress]) ? ready : idle[ingress].plusMillis(1);
    log.add(new Landed(CallScript.menu(CALL, dtmf), id, received, written));
    if (delay > 800 || random.nextInt(6) == 0) {
      written = written.plusMillis(1 + random.nextInt(900));
      var fallback = new CallEvent.Fallback(CALL, id, "+14155550100", Tier.GOLD, null);
      log.add(new Landed(fallback, "fallback-" + id, received, written));
    }
    idle[ingress] = written;
  }

  private static String key(Random random) {
    return Character.toString(KEYS.charAt(random.nextInt(KEYS.length())));
  }
}
