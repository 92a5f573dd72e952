package io.switchboard.tenant.http;

/** A request that is answered with an error. */
public class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final int status;
  private final String error;

  /**
   * A refusal.
   *
   * @param error a code, for example {@code invalid_client}
   * @param description a sentence
   */
  public RefusedException(int status, String error, String description) {
    super(description);
    this.status = status;
    this.error = error;
  }

  public int status() {
    return status;
  }

  public String error() {
    return error;
  }
}
