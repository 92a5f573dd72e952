package io.switchboard.contract.settings;

import java.util.List;

/** The settings are wrong; the message lists every problem on a line of its own. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public SettingsException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
  }
}
