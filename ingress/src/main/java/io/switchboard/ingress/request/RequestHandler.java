package io.switchboard.ingress.request;

/** Answers the requests of one route, on a virtual thread of their own; may wait. */
@FunctionalInterface
public interface RequestHandler {

  /** The answer; an exception is a bug and becomes 500. */
  Answer handle(IngressRequest request);
}
