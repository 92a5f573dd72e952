package io.switchboard.tenant.http;

/** An invalid request: answered with 400 and this message. */
public final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BadRequestException(String message) {
    super(message);
  }
}
