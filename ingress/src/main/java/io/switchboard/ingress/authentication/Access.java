package io.switchboard.ingress.authentication;

/** What a caller wants to do. */
public enum Access {
  /** To send, as CXone does: a signature, a static header, Basic or a client certificate. */
  SENDER,
  /** To read, as our own applications do: an API key. */
  READER
}
