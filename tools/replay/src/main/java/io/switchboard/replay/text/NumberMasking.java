package io.switchboard.replay.text;

import io.switchboard.contract.phone.Mask;

/** Whether phone numbers in output and files are masked. */
public enum NumberMasking {
  /**
   * Everything that looks like a phone number is reduced to its last two digits; times and hashes
   * stay.
   */
  MASKED {
    @Override
    public String in(String text) {
      return Mask.wholeNumbers(text);
    }
  },
  /** Numbers are shown. */
  REVEALED {
    @Override
    public String in(String text) {
      return text;
    }
  };

  /** The text for output. */
  public abstract String in(String text);

  /** By the option {@code --reveal}. */
  public static NumberMasking revealed(boolean reveal) {
    return reveal ? REVEALED : MASKED;
  }
}
