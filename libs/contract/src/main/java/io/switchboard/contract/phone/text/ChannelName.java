package io.switchboard.contract.phone.text;

import java.util.regex.Pattern;

/**
 * The name of a telephone system's channel, as Asterisk and FreeSWITCH write it: {@code
 * PJSIP/4155550109-0000002a}, {@code sofia/internal/4155550109@10.0.0.1}.
 */
final class ChannelName {
  private static final Pattern TECHNOLOGY =
      Pattern.compile(
          "(?:(?:PJ)?SIP|IAX2?|SCCP|Skinny|DAHDI|Local|sofia|loopback|user)/",
          Pattern.CASE_INSENSITIVE);

  /** The number of the channel, and the end of a local channel. */
  private static final Pattern COUNTER = Pattern.compile("-[0-9a-fA-F]{8}(?:;[12])?$");

  private ChannelName() {}

  /** The number of the channel; any other text unchanged. */
  static String unwrapped(String text) {
    var technology = TECHNOLOGY.matcher(text);
    if (!technology.lookingAt()) {
      return text;
    }
    var begin = technology.end();
    for (var slash = text.indexOf('/', begin);
        slash > begin && isName(text.substring(begin, slash));
        slash = text.indexOf('/', begin)) {
      begin = slash + 1;
    }
    return COUNTER.matcher(text.substring(begin)).replaceFirst("");
  }

  /** Whether a part of the path is the name of a trunk or profile, and not the number. */
  private static boolean isName(String part) {
    return part.chars().allMatch(c -> isAsciiLetter(c) || isAsciiDigit(c) || "_.-".indexOf(c) >= 0)
        && part.chars().anyMatch(ChannelName::isAsciiLetter);
  }

  private static boolean isAsciiLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isAsciiDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
