package io.switchboard.ivr;

/** A record on {@code cxone.dtmf} that no session can be moved by; it becomes a dead letter. */
final class UnusableCallEvent extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param message without content
   */
  UnusableCallEvent(String message) {
    super(message);
  }
}
