package io.switchboard.dnc;

/** A record that is no opt-in or opt-out of anybody: it becomes a dead letter. */
final class RefusedInput extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param reason without personal data
   */
  RefusedInput(String reason) {
    super(reason);
  }
}
