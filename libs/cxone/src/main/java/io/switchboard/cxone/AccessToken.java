package io.switchboard.cxone;

/**
 * A bearer token.
 *
 * @param refreshAt {@link System#nanoTime} at 80 % of its life
 * @param expiresAt {@link System#nanoTime} at its end, as far as CXone told
 */
public record AccessToken(Secret value, long refreshAt, long expiresAt) {

  /** Still usable, as far as we know. */
  boolean live(long now) {
    return expiresAt - now > 0;
  }

  /** Past 80 % of its life. */
  boolean ageing(long now) {
    return refreshAt - now <= 0;
  }

  /** Nanoseconds from {@code now} to 80 % of its life; negative when past. */
  public long nanosToRefresh(long now) {
    return refreshAt - now;
  }
}
