package io.switchboard.contract.phone.text;

import java.util.regex.Pattern;

/** The part of a text that contains numbers. */
public final class NumberText {
  /** The place of a carrier's code, as numbers are printed in Brazil: (0xx11) 98765-4321. */
  private static final Pattern CARRIER = Pattern.compile("(?<![0-9A-Za-z])0[xX]{2}(?=[1-9])");

  private NumberText() {}

  /** Plain characters, without address, formula and quotation marks; may be empty. */
  public static String of(String text) {
    var plain = SpreadsheetText.unwrapped(PlainText.of(text));
    var number = SpreadsheetText.unwrapped(AddressText.unwrapped(ChannelName.unwrapped(plain)));
    return number.indexOf('0') < 0 ? number : CARRIER.matcher(number).replaceAll("0");
  }
}
