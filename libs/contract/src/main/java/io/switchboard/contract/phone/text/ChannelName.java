package io.switchboard.contract.phone.text;

import java.util.regex.Pattern;

/**
 * The name of a telephone system's channel, as Asterisk and FreeSWITCH write it: {@code
 * PJSIP/4155550109-0000002a}, {@code sofia/internal/4155550109@10.0.0.1}.
 */
final class ChannelName {
  private static final Pattern PREFIX =
      Pattern.compile(
          "(?:(?:PJ)?SIP|IAX2?|SCCP|Skinny|DAHDI|Local|sofia|loopback|user)/(?:[\\w.-]*[A-Za-z][\\w.-]*/)*",
          Pattern.CASE_INSENSITIVE);

  /** Which of the number's channels it is, and of a local channel which end. */
  private static final Pattern COUNTER = Pattern.compile("-[0-9a-fA-F]{8}(?:;[12])?$");

  private ChannelName() {}

  /** What the channel leads to; any other text as it is. */
  static String unwrapped(String text) {
    var prefix = PREFIX.matcher(text);
    return text.indexOf('/') > 0 && prefix.lookingAt()
        ? COUNTER.matcher(text.substring(prefix.end())).replaceFirst("")
        : text;
  }
}
