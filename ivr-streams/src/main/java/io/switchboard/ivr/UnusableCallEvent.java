package io.switchboard.ivr;

/** A record on {@code cxone.dtmf} that cannot be applied to a session; it becomes a dead letter. */
final class UnusableCallEvent extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param message does not quote the content
   */
  UnusableCallEvent(String message) {
    super(message);
  }
}
