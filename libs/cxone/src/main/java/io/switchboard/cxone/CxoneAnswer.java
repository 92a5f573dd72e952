package io.switchboard.cxone;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What CXone made of one request. */
public sealed interface CxoneAnswer {

  /** HTTP status, 0 when there was none. */
  int status();

  /** Done. */
  record Confirmed(int status) implements CxoneAnswer {}

  /**
   * Not now: the same request may work later.
   *
   * @param retryAfter what CXone asked us to wait, at most 5 minutes; null when it did not say
   */
  record TryAgain(int status, Trouble trouble, @Nullable Duration retryAfter, String detail)
      implements CxoneAnswer {

    /**
     * Whether the request may still take effect although we no longer wait for it. Whoever sends
     * something newer too early may be overtaken by it.
     */
    public boolean inDoubt() {
      return trouble == Trouble.TIMEOUT
          || trouble == Trouble.CONNECTION
          || status == 502
          || status == 504;
    }
  }

  /** Never: this request is wrong. The detail is CXone's text, to be masked before it is shown. */
  record Refused(int status, String detail) implements CxoneAnswer {}

  /** We may not do this kind of thing at all: a missing scope, or credentials that do not hold. */
  record Forbidden(int status, String detail) implements CxoneAnswer {}

  /**
   * CXone has this record already, under an id of its own.
   *
   * @param existingRecordId null when the answer did not name it
   */
  record Conflict(int status, @Nullable String existingRecordId, String detail)
      implements CxoneAnswer {}

  /** Why a request may work later. */
  enum Trouble {
    /** 429: we were too fast. */
    THROTTLED,
    /** 5xx. */
    SERVER_ERROR,
    /** 408, 425 or no answer in time. */
    TIMEOUT,
    /** No connection: the request never left. */
    UNREACHABLE,
    /** The connection broke before the answer was there. */
    CONNECTION,
    /** Something answered that is not CXone: a web page, a redirect, an endless body. */
    UNREADABLE,
    /** A 2xx status with an error in the body. */
    ERROR_BODY,
    /** It was never sent: whoever asked had lost the right to. */
    WITHHELD;

    /** Whether it tells of CXone as a whole being out of order. */
    public boolean meansDown() {
      return this != THROTTLED && this != ERROR_BODY && this != WITHHELD;
    }
  }
}
