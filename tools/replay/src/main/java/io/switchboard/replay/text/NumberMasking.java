package io.switchboard.replay.text;

import io.switchboard.contract.phone.Mask;

/** What becomes of phone numbers in text that is shown or written to a file. */
public enum NumberMasking {
  /** Whatever looks like one is cut down to its last two digits; times and hashes stay. */
  MASKED {
    @Override
    public String in(String text) {
      return Mask.wholeNumbers(text);
    }
  },
  /** As they are: somebody asked for them. */
  REVEALED {
    @Override
    public String in(String text) {
      return text;
    }
  };

  /** The text as it may be shown. */
  public abstract String in(String text);

  /** By the option that people give. */
  public static NumberMasking revealed(boolean reveal) {
    return reveal ? REVEALED : MASKED;
  }
}
