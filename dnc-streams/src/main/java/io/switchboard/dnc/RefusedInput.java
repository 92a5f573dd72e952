package io.switchboard.dnc;

/** A record that is not a usable opt-in or opt-out; it becomes a dead letter. */
final class RefusedInput extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param reason without personal data
   */
  RefusedInput(String reason) {
    super(reason);
  }
}
