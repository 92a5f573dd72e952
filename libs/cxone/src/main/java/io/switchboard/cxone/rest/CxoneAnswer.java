package io.switchboard.cxone.rest;

import io.switchboard.cxone.http.Failure;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of one request. */
public sealed interface CxoneAnswer {

  /** The HTTP status; 0 when there was no response. */
  int status();

  /** Success. */
  record Confirmed(int status) implements CxoneAnswer {}

  /**
   * A verdict for each element of the request, not all of them success.
   *
   * @param verdicts in the order of the elements sent
   */
  record PerItem(int status, List<ItemVerdict> verdicts) implements CxoneAnswer {}

  /** What CXone says about one element of a request. */
  sealed interface ItemVerdict {
    /** It is done. */
    record Done() implements ItemVerdict {}

    /** It failed. The detail is text from CXone: mask it before it is shown. */
    record NotDone(String detail) implements ItemVerdict {}

    /** CXone does not say, which is never taken for success. */
    record Unreadable(String detail) implements ItemVerdict {}
  }

  /**
   * The same request may succeed later.
   *
   * @param retryAfter from the response, at most 5 minutes; null when the response has none
   */
  record TryAgain(int status, Failure failure, @Nullable Duration retryAfter, String detail)
      implements CxoneAnswer {

    /** Nothing was sent, because CXone wants no request for this time. */
    public static TryAgain held(Duration left, String detail) {
      return new TryAgain(0, Failure.HELD, left, detail);
    }

    /**
     * Whether the request may still take effect. A newer state that is sent too early could be
     * overwritten by it.
     */
    public boolean inDoubt() {
      return failure == Failure.TIMEOUT
          || failure == Failure.CONNECTION
          || status == 502
          || status == 504;
    }

    /** Whether CXone has certainly not acted on the request. */
    boolean notReceived() {
      return failure == Failure.UNREACHABLE
          || failure == Failure.THROTTLED
          || failure == Failure.HELD
          || failure == Failure.WITHHELD
          || (failure == Failure.UNREADABLE && status >= 400 && status < 500); // of a gateway
    }
  }

  /**
   * CXone may or may not have received a request that must not be sent twice: it is never repeated.
   */
  record InDoubt(int status, Failure failure, String detail) implements CxoneAnswer {}

  /** The request is invalid. The detail is text from CXone: mask it before it is shown. */
  record Refused(int status, String detail) implements CxoneAnswer {}

  /** Requests of this kind are not allowed: a missing scope or invalid credentials. */
  record Forbidden(int status, Extent extent, String detail) implements CxoneAnswer {
    /** Which other requests are refused for the same reason. */
    public enum Extent {
      /** Unknown: CXone answered this request. */
      THIS_REQUEST,
      /** All: the token endpoint refused the credentials, so nothing was sent. */
      EVERY_REQUEST
    }

    /** CXone answered the request itself. */
    public Forbidden(int status, String detail) {
      this(status, Extent.THIS_REQUEST, detail);
    }
  }

  /**
   * CXone already has this record.
   *
   * @param existingRecordId the id of that record; null when the response does not contain it
   */
  record Conflict(int status, @Nullable String existingRecordId, String detail)
      implements CxoneAnswer {}
}
