package io.switchboard.cxone;

/** A text that never shows itself. */
public record Secret(String value) {
  @Override
  public String toString() {
    return "***";
  }
}
