package io.switchboard.ingress.authentication;

/** The kind of access that a route requires. */
public enum Access {
  /** Sending, as CXone does: a signature, a static header, Basic or a client certificate. */
  SENDER,
  /** Reading, as other applications do: an API key. */
  READER
}
