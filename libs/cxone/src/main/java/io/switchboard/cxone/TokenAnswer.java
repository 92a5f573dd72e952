package io.switchboard.cxone;

/** What asking for a token came to. */
public sealed interface TokenAnswer {
  /** Here it is. */
  record Granted(AccessToken token) implements TokenAnswer {}

  /** None, and why, as the request that wanted it would say it. */
  record None(CxoneAnswer why) implements TokenAnswer {}
}
