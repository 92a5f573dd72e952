package io.switchboard.replay.trace;

/** More records than one call, contact or number can have are about a subject. */
public final class TraceTooLongException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  TraceTooLongException(int most) {
    super("more than " + most + " records are about this; narrow it with --from and --to");
  }
}
