package io.switchboard.replay.text;

import io.switchboard.contract.phone.Mask;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How phone numbers and pressed digits appear in text that is shown or written to a file. Any
 * pressed digits may be a secret: the raw topic holds them verbatim, and only the menu knows which
 * entries are sensitive.
 */
public enum NumberMasking {
  /**
   * Phone numbers are cut to their last two digits and the values of {@code dtmf} and {@code digit}
   * become {@code ***}; times and hashes stay.
   */
  MASKED {
    @Override
    public String in(String text) {
      return Mask.wholeNumbers(PRESSED.matcher(text).replaceAll("$1$2" + HIDDEN));
    }

    @Override
    public String pressed(String digits) {
      return digits.isEmpty() ? digits : HIDDEN;
    }
  },
  /** Numbers and digits are shown. */
  REVEALED {
    @Override
    public String in(String text) {
      return text;
    }

    @Override
    public String pressed(String digits) {
      return digits;
    }
  };

  private static final String HIDDEN = "***";
  private static final Set<String> PRESSED_FIELDS = Set.of("dtmf", "digit");

  /** A field with pressed digits in JSON, also in JSON that stands as a string in other JSON. */
  private static final Pattern PRESSED =
      Pattern.compile(
          "(\"(?:dtmf|digit)\\\\*+\"\\s*+:\\s*+)(?:(\\\\*+\")[^\"\\\\]++|[-0-9][^\\\\\",}\\]\\s]*+)");

  /** The text for output. */
  public abstract String in(String text);

  /** Pressed digits for output; an empty text stays empty. */
  public abstract String pressed(String digits);

  /** Whether the values of a JSON field of this name are pressed digits. */
  public static boolean isPressed(String field) {
    return PRESSED_FIELDS.contains(field);
  }

  /** By the option {@code --reveal}. */
  public static NumberMasking revealed(boolean reveal) {
    return reveal ? REVEALED : MASKED;
  }
}
