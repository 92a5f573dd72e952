package io.switchboard.standalone.servers;

/** A server does not answer; the message names its address and the setting that gives it. */
public final class UnreachableServerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreachableServerException(String message) {
    super(message);
  }
}
