package io.switchboard.cxone.settings;

/** A string that {@link #toString} does not show. */
public record Secret(String value) {
  @Override
  public String toString() {
    return "***";
  }
}
