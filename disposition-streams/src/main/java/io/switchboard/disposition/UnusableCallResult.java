package io.switchboard.disposition;

/** A record of the input topic that is not a call result; it becomes a dead letter. */
final class UnusableCallResult extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnusableCallResult(String message) {
    super(message);
  }
}
