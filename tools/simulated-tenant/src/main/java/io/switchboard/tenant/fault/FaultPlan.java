package io.switchboard.tenant.fault;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The active faults; a plan that is posted to {@code /tenant/faults} replaces the previous one.
 * Every field may be absent.
 *
 * @param rules tried in order for each request
 * @param unauthorizedAfter each token is refused with 401 after this many uses
 * @param tokenLifeSeconds the life of tokens issued from now on
 * @param expiresIn the value of {@code expires_in}, instead of the token's life; any JSON value
 * @param revokeTokens refuses, once, all tokens issued so far
 * @param closeSockets closes, once, all voice sockets with this code; 1006 cuts the connections
 * @param nice the faults of a tenant in the shape that NICE publishes
 */
public record FaultPlan(
    @Nullable List<FaultRule> rules,
    @Nullable Integer unauthorizedAfter,
    @Nullable Integer tokenLifeSeconds,
    @Nullable Object expiresIn,
    boolean revokeTokens,
    @Nullable Integer closeSockets,
    @Nullable NiceFaults nice) {

  /** No faults. */
  public static final FaultPlan NONE = of();

  /** Only rules. */
  public static FaultPlan of(FaultRule... rules) {
    return new FaultPlan(List.of(rules), null, null, null, false, null, null);
  }

  /** Only faults of the shape that NICE publishes. */
  public static FaultPlan of(NiceFaults nice) {
    return NONE.with(nice);
  }

  /** This plan with other faults of that shape. */
  public FaultPlan with(NiceFaults other) {
    return new FaultPlan(
        rules, unauthorizedAfter, tokenLifeSeconds, expiresIn, revokeTokens, closeSockets, other);
  }
}
