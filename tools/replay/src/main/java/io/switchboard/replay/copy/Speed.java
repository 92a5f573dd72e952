package io.switchboard.replay.copy;

import java.time.Duration;

/**
 * The speed of a replay.
 *
 * @param factor 1 as recorded, 10 ten times as fast; 0 without a limit
 */
public record Speed(double factor) {
  /** Without a limit. */
  public static final Speed MAX = new Speed(0);

  /** Parses {@code max}, {@code original} or a factor like {@code 10x}. */
  public static Speed parse(String text) {
    return switch (text) {
      case "max" -> MAX;
      case "original" -> new Speed(1);
      default -> {
        if (!text.matches("\\d{1,6}(\\.\\d{1,3})?x") || text.matches("[0.]+x")) {
          throw new IllegalArgumentException(
              "'" + text + "' is no speed; say max, original or 10x");
        }
        yield new Speed(Double.parseDouble(text.substring(0, text.length() - 1)));
      }
    };
  }

  /** Whether records wait for their time. */
  public boolean paced() {
    return factor > 0;
  }

  /** The duration here of a recorded duration. */
  public Duration scale(Duration then) {
    return paced() ? Duration.ofMillis((long) (then.toMillis() / factor)) : Duration.ZERO;
  }

  @Override
  public String toString() {
    return !paced()
        ? "max"
        : factor == 1 ? "original" : ("" + factor).replaceAll("\\.0$", "") + "x";
  }
}
