package io.switchboard.tenant.http;

/** An invalid request: answered with 400 and this message. */
public final class BadRequestException extends RefusedException {
  private static final long serialVersionUID = 1;

  public BadRequestException(String message) {
    super(400, message, message);
  }
}
