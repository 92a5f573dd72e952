package io.switchboard.tenant;

/** The caller's mistake: answered with 400 and this message. */
final class BadRequest extends RuntimeException {
  private static final long serialVersionUID = 1;

  BadRequest(String message) {
    super(message);
  }
}
