package io.switchboard.tenant.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The calls of a seed: the same seed and run give the same calls. */
final class CallScripts {
  private static final List<String> AREAS = List.of("212", "312", "415", "512", "617", "702");
  private static final List<String> CODES =
      List.of("1001", "1002", "2001", "2002", "3001", "3002", "3003", "4001", "777");
  private static final List<String> SELECTIONS = List.of("1A1", "2B1", "3A1", "1B1", "2A1");
  private final Random random;
  private final String run;
  private long number;

  CallScripts(long seed, String run) {
    this.random = new Random(seed);
    this.run = run;
  }

  CallerScript next() {
    number++;
    var id = run + "-" + number;
    var withheld = random.nextInt(20) == 0;
    var keys = keys();
    return new CallerScript(
        "call-" + id,
        "contact-" + id,
        withheld ? null : number(),
        random.nextBoolean(),
        keys,
        Stream.generate(() -> 50 + random.nextInt(250)).limit(keys.size()).toList(),
        random.nextBoolean(),
        random.nextInt(5) == 0 ? null : CODES.get(random.nextInt(CODES.size())),
        random.nextInt(3),
        optOut());
  }

  private String number() {
    var area = AREAS.get(random.nextInt(AREAS.size()));
    return "+1" + area + "555" + String.format("%04d", random.nextInt(10_000));
  }

  /** Most callers follow the menu; some ask for an agent, give up, or mistype first. */
  private List<String> keys() {
    var selection = SELECTIONS.get(random.nextInt(SELECTIONS.size()));
    var keys = new ArrayList<>(List.of(selection.split("")));
    switch (random.nextInt(10)) {
      case 0 -> keys.set(random.nextInt(keys.size()), "0");
      case 1 -> keys.set(random.nextInt(keys.size()), "#");
      case 2 -> keys.add(random.nextInt(keys.size()), "9");
      case 3 -> keys.removeLast();
      default -> {}
    }
    return List.copyOf(keys);
  }

  private @Nullable Boolean optOut() {
    return switch (random.nextInt(20)) {
      case 0, 1 -> true;
      case 2 -> false;
      default -> null;
    };
  }
}
