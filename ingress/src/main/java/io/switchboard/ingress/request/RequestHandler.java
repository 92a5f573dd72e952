package io.switchboard.ingress.request;

/** Answers the requests of one route, on a virtual thread of their own; may wait. */
@FunctionalInterface
public interface RequestHandler {

  /** The answer; an exception is a bug and becomes 500. */
  Answer handle(IngressRequest request);

  /**
   * The answer to an authenticated sender whose request is refused. Where the sender can act on no
   * other status than 200, it is a 200 that says so.
   */
  default Answer refused(Problem problem) {
    return new Answer.Refusal(problem);
  }
}
