package io.switchboard.replay.text;

import io.switchboard.contract.phone.Mask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What becomes of phone numbers in text that is shown or written to a file. */
public enum Numbers {
  /** Whatever looks like one is cut down to its last two digits; times and hashes stay. */
  MASKED {
    @Override
    public String in(String text) {
      return TIME_OR_NUMBER
          .matcher(text)
          .replaceAll(
              match ->
                  Matcher.quoteReplacement(
                      match.group(1) != null ? match.group() : Mask.number(match.group())));
    }
  },
  /** As they are: somebody asked for them. */
  REVEALED {
    @Override
    public String in(String text) {
      return text;
    }
  };

  private static final Pattern TIME_OR_NUMBER =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2}[T ][\\d:.]+)"
              + "|(?<![A-Za-z0-9])\\+?\\(?\\d(?:[ ().\\-/]{0,2}\\d){6,}(?![A-Za-z0-9])");

  /** The text as it may be shown. */
  public abstract String in(String text);

  /** By the option that people give. */
  public static Numbers revealed(boolean reveal) {
    return reveal ? REVEALED : MASKED;
  }
}
