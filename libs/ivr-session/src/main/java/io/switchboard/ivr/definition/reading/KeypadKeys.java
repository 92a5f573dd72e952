package io.switchboard.ivr.definition.reading;

import java.util.regex.Pattern;

/** The keys of a keypad: 0-9, A-D, * and #. */
final class KeypadKeys {
  private static final Pattern KEYS = Pattern.compile("[0-9A-D*#]{1,8}");

  private KeypadKeys() {}

  /** One to eight keys. */
  static boolean areKeys(String text) {
    return KEYS.matcher(text).matches();
  }

  static boolean isKey(String text) {
    return text.length() == 1 && areKeys(text);
  }
}
