package io.switchboard.cli.tail;

import io.switchboard.contract.Mask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a record with what looks like a phone number masked; times and hashes stay. */
final class MaskedRecord {
  private static final Pattern TIME_OR_NUMBER =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2}[T ][\\d:.]+)|(?<![A-Za-z0-9])\\+?\\(?\\d(?:[ ().\\-/]{0,2}\\d){6,}(?![A-Za-z0-9])");

  private MaskedRecord() {}

  static String of(String text) {
    return TIME_OR_NUMBER
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    match.group(1) != null ? match.group() : Mask.number(match.group())));
  }
}
