package io.switchboard.sink.mapping.row;

/** A value that does not fit its column; without a stack trace, because there may be many. */
public final class UnfitValueException extends Exception {
  private static final long serialVersionUID = 1;

  private final String sqlState;

  UnfitValueException(String sqlState, String message) {
    super(message, null, false, false);
    this.sqlState = sqlState;
  }

  String sqlState() {
    return sqlState;
  }
}
