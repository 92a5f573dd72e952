package io.switchboard.tenant;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the tenant misbehaves from now on; posted to {@code /tenant/faults}, replacing the plan
 * before. Every field may be absent.
 *
 * @param rules tried in order for each request
 * @param unauthorizedAfter each token is refused with 401 after this many uses
 * @param tokenLifeSeconds how long tokens issued from now on live
 * @param expiresIn what {@code expires_in} says instead of the token's life, as it stands: may be
 *     odd
 * @param revokeTokens refuses, once, all tokens issued so far
 * @param closeSockets closes, once, all voice sockets with this code; 1006 cuts them without a word
 */
public record FaultPlan(
    @Nullable List<FaultRule> rules,
    @Nullable Integer unauthorizedAfter,
    @Nullable Integer tokenLifeSeconds,
    @Nullable Object expiresIn,
    boolean revokeTokens,
    @Nullable Integer closeSockets) {

  /** A tenant that behaves. */
  public static final FaultPlan NONE = of();

  /** Only rules. */
  public static FaultPlan of(FaultRule... rules) {
    return new FaultPlan(List.of(rules), null, null, null, false, null);
  }
}
