package io.switchboard.contract.phone.text;

/** The part of a text that contains numbers. */
public final class NumberText {
  private NumberText() {}

  /** Plain characters, without address, formula and quotation marks; may be empty. */
  public static String of(String text) {
    var plain = SpreadsheetText.unwrapped(PlainText.of(text));
    return SpreadsheetText.unwrapped(AddressText.unwrapped(ChannelName.unwrapped(plain)));
  }
}
