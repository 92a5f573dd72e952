package io.switchboard.console.audit;

/** An action is not on {@code console.audit}, so it was not done. The message is for the page. */
public final class AuditException extends RuntimeException {
  private static final long serialVersionUID = 1;

  AuditException(String message, Exception cause) {
    super(message, cause);
  }
}
