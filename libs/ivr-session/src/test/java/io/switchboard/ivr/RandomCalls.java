package io.switchboard.ivr;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.ivr.menu.MenuDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** What can happen to calls, by the seed. */
public final class RandomCalls {
  /** The call of the generators of one call. */
  public static final String CALL = "call";

  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final String KEYS = "0123456789ABCD*#";
  private static final String LIKELY = "1112AB9*";

  /** One with loops, collects, hours and every limit, and the shipped one. */
  public static final String LOOPS =
      """
      version: 1
      name: loops
      root: open
      defaults:
        prompts: https://x.example/x.wav
        interDigitSeconds: 3
        noInput: {max: 2, then: hangup}
        noMatch: {max: 3, then: transfer}
        attempts: {max: 4, then: hangup}
      limits: {maxSteps: 20, then: {transfer: lost}}
      globals: {"#": hangup, "*": main}
      nodes:
        open:
          type: hours
          zone: America/New_York
          times: [{days: mon-sun, from: "05:00", to: "05:02"}]
          open: main
          closed: closed
        main:
          type: menu
          choices: {"1": pin, "2": main, "A": open, "B9": {opt_out: hangup}}
        pin:
          type: collect
          min: 2
          max: 4
          terminators: ["#"]
          globals: false
          sensitive: true
          pattern: "[1-9AB]{2,4}"
          next: thanks
        thanks: {type: say, prompts: https://x.example/t.wav, promptSeconds: 2, next: main_again}
        main_again:
          type: menu
          choices: {"1": complete, "2": main}
        closed: {type: say, prompts: https://x.example/c.wav, promptSeconds: 3, next: main}
      """;

  private static final MenuDefinition LOOPING = DefinitionFile.trusted(LOOPS).definition();
  private static final MenuDefinition SHIPPED = DefinitionFile.shipped().definition();

  private RandomCalls() {}

  /** An event as it was received. */
  public record Received(CallEvent event, String id, Instant at) {}

  /** A definition. */
  public static MenuDefinition definition(Random random) {
    return random.nextBoolean() ? LOOPING : SHIPPED;
  }

  /** Everything that can be received of one call within an hour, in the order of the log. */
  public static List<Received> oneCall(Random random) {
    return log(random, 1, 5 + random.nextInt(60));
  }

  /** The log of a partition with several calls and ticks in it. */
  public static List<Received> log(Random random, int calls, int events) {
    var log = new ArrayList<Received>();
    var at = START;
    for (int i = 0; i < events; i++) {
      at = at.plusMillis(pause(random));
      var callId = calls == 1 ? CALL : CALL + random.nextInt(calls);
      if (!log.isEmpty() && random.nextInt(12) == 0) {
        var again = log.get(random.nextInt(log.size()));
        log.add(new Received(again.event(), again.id(), at)); // a producer that tried twice
      } else {
        log.add(new Received(event(random, callId, i, at), "id-" + i, at));
      }
    }
    return log;
  }

  private static long pause(Random random) {
    return switch (random.nextInt(10)) {
      case 0 -> 10_000 + random.nextInt(25_000);
      case 1 -> random.nextInt(12_000);
      default -> random.nextInt(2_000);
    };
  }

  private static CallEvent event(Random random, String callId, int index, Instant at) {
    return switch (random.nextInt(12)) {
      case 0 -> CallScript.menu(callId, "");
      case 1, 2 -> CallScript.menu(callId, key(random) + (random.nextBoolean() ? key(random) : ""));
      case 3 -> CallScript.menu(callId, key(random), random.nextInt(8));
      case 4 ->
          new CallEvent.Fallback(
              callId,
              "id-" + index,
              null,
              Tier.GOLD,
              random.nextBoolean() ? random.nextInt(8) : null);
      case 5 -> new CallEvent.Tick(at);
      case 6 ->
          random.nextInt(8) == 0
              ? new CallEvent.CallEnd(callId, at, TimeSource.EVENT)
              : CallScript.simulator(callId, key(random));
      default -> CallScript.bridge(callId, key(random), at);
    };
  }

  private static String key(Random random) {
    var from = random.nextInt(3) == 0 ? KEYS : LIKELY;
    return Character.toString(from.charAt(random.nextInt(from.length())));
  }

  /** A call that one bridge reports. */
  public static List<Received> bridgeCall(Random random) {
    var log = new ArrayList<Received>();
    var at = START;
    for (int i = 0; i < 3 + random.nextInt(30); i++) {
      at = at.plusMillis(pause(random));
      log.add(new Received(CallScript.bridge(CALL, key(random), at), "id-" + i, at));
    }
    if (random.nextInt(3) == 0) {
      at = at.plusMillis(pause(random));
      log.add(new Received(new CallEvent.CallEnd(CALL, at, TimeSource.EVENT), "end", at));
    }
    return log;
  }

  /** The same log as two bridges write it: each digit again, a little or much later. */
  public static List<Received> doubled(Random random, List<Received> log) {
    var both = new ArrayList<>(log);
    for (var it : log) {
      var later = it.at().plusMillis(random.nextInt(20) == 0 ? 9_000 : random.nextInt(300));
      both.add(new Received(it.event(), it.id(), later));
    }
    both.sort(Comparator.comparing(Received::at));
    return both;
  }
}
