package io.switchboard.cxone.token;

import io.switchboard.cxone.settings.Secret;

/**
 * A bearer token.
 *
 * @param claims what the token says about its tenant; empty when it is not a JWT
 * @param refreshAt {@link System#nanoTime} at 80 % of its life
 * @param expiresAt {@link System#nanoTime} at its end
 */
public record AccessToken(Secret value, TokenClaims claims, long refreshAt, long expiresAt) {

  /** Whether it has not expired. */
  boolean live(long now) {
    return expiresAt - now > 0;
  }

  /** Whether it is past 80 % of its life. */
  boolean ageing(long now) {
    return refreshAt - now <= 0;
  }

  /** Nanoseconds from {@code now} to 80 % of its life; negative when past. */
  public long nanosToRefresh(long now) {
    return refreshAt - now;
  }
}
