package io.switchboard.cxone.http;

/** Why a request failed that may succeed later. */
public enum Failure {
  /** 429: over the rate limit of CXone. */
  THROTTLED,
  /** Not sent: CXone has answered 429 and wants no request yet. */
  HELD,
  /** 5xx. */
  SERVER_ERROR,
  /** 408, 425 or no response within the timeout. */
  TIMEOUT,
  /** No connection: the request was not sent. */
  UNREACHABLE,
  /** The connection ended before the response. */
  CONNECTION,
  /** The response is not from CXone: a web page, a gateway's error, a redirect, over 1 MiB. */
  UNREADABLE,
  /** A 2xx status with an error in the body. */
  ERROR_BODY,
  /** A 2xx status, but CXone's own search does not show the effect. */
  UNCONFIRMED,
  /** Not sent: the sender was no longer allowed to send. */
  WITHHELD;

  /** Whether CXone as a whole is unavailable. */
  public boolean isOutage() {
    return this != THROTTLED
        && this != HELD
        && this != ERROR_BODY
        && this != UNCONFIRMED
        && this != WITHHELD;
  }
}
