package io.switchboard.ivr.simulation;

import io.switchboard.contract.event.ivr.CallSource;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One move of a scripted call. There is one notation, for {@code ivr play}, its script files,
 * {@code trace --as-test} and the tests:
 *
 * <pre>
 * 1A1           the caller presses these keys, as the call's source reports them
 * bridge:1      this source reports them (menu, bridge, simulator)
 * menu:1{@literal @}7      the menu request carries turn 7
 * menu:         an empty menu request
 * -             silence, for as long as the node waits
 * +30           30 seconds pass
 * fallback      the caller was answered with the root menu; fallback{@literal @}2 with turn 2
 * end           the caller hangs up
 * </pre>
 */
public sealed interface Move {

  /**
   * Keys.
   *
   * @param source what reports them; null for what drives the call
   * @param keys 0-9, A-D, * and #; empty for a menu request without keys
   * @param turn the turn of a menu request; null for none
   */
  record Keys(@Nullable CallSource source, String keys, @Nullable Integer turn) implements Move {}

  /** Silence for as long as the node waits. */
  record Silence() implements Move {}

  /** Time passes. */
  record Wait(Duration time) implements Move {}

  /**
   * The menu request before it was answered with the root menu.
   *
   * @param turn the turn that this answer carried; null for none
   */
  record Fallback(@Nullable Integer turn) implements Move {}

  /** The caller hangs up. */
  record HangUp() implements Move {}

  /**
   * Parses a move.
   *
   * @throws IllegalArgumentException when it is not one, with the notation
   */
  static Move parse(String text) {
    if (Patterns.WAIT.matcher(text).matches()) {
      return new Wait(Duration.ofSeconds(Long.parseLong(text.substring(1))));
    }
    var fallback = Patterns.FALLBACK.matcher(text);
    if (fallback.matches()) {
      return new Fallback(turn(fallback.group(1)));
    }
    return switch (text) {
      case "-", "silence" -> new Silence();
      case "end" -> new HangUp();
      default -> keys(text);
    };
  }

  private static Keys keys(String text) {
    var matcher = Patterns.KEYS.matcher(text.toUpperCase(Locale.ROOT));
    if (!matcher.matches() || (matcher.group(2).isEmpty() && !"MENU".equals(matcher.group(1)))) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a move: use 0-9 A-D * #, or - for silence, +30 for half a minute,"
              + " end to hang up");
    }
    var source = matcher.group(1);
    return new Keys(
        source == null ? null : CallSource.valueOf(source),
        matcher.group(2),
        turn(matcher.group(3)));
  }

  private static @Nullable Integer turn(@Nullable String digits) {
    return digits == null ? null : Integer.valueOf(digits);
  }

  /** The notation of moves. */
  final class Patterns {
    private static final Pattern WAIT = Pattern.compile("\\+\\d{1,6}");
    private static final Pattern FALLBACK = Pattern.compile("fallback(?:@(\\d{1,6}))?");
    private static final Pattern KEYS =
        Pattern.compile("(?:(MENU|BRIDGE|SIMULATOR):)?([0-9A-D*#]{0,32})(?:@(\\d{1,6}))?");

    private Patterns() {}
  }
}
