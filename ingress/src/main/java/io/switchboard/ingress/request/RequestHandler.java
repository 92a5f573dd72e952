package io.switchboard.ingress.request;

/** Answers the requests of one route, on a virtual thread of their own; may wait. */
@FunctionalInterface
public interface RequestHandler {

  /** The answer; an exception is a bug and becomes 500. */
  Answer handle(IngressRequest request);

  /**
   * Called with what an authenticated sender sent and got 413 or 415 for; of a body that is too
   * large only its beginning is there.
   */
  default void refused(IngressRequest request, Problem problem) {}
}
