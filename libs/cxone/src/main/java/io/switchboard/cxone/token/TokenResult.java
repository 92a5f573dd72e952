package io.switchboard.cxone.token;

import io.switchboard.cxone.rest.CxoneAnswer;

/** The result of a token request. */
public sealed interface TokenResult {
  /** A valid token. */
  record Granted(AccessToken token) implements TokenResult {}

  /** No token; {@code why} is the result of every request that needed it. */
  record None(CxoneAnswer why) implements TokenResult {}
}
