package io.switchboard.tenant.http;

/** The caller's mistake: answered with 400 and this message. */
public final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BadRequestException(String message) {
    super(message);
  }
}
