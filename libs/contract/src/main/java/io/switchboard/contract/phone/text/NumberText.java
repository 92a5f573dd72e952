package io.switchboard.contract.phone.text;

/** The part of a text in which numbers stand. */
public final class NumberText {
  private NumberText() {}

  /** Plain characters, without address, formula and quotation marks; empty when nothing is left. */
  public static String of(String text) {
    var plain = SpreadsheetText.unwrapped(PlainText.of(text));
    return SpreadsheetText.unwrapped(AddressText.unwrapped(ChannelName.unwrapped(plain)));
  }
}
