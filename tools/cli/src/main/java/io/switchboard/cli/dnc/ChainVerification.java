package io.switchboard.cli.dnc;

import io.switchboard.contract.consent.DecisionChain;
import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.event.dnc.DncDecisionKind;
import io.switchboard.contract.phone.DncKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Verifies all decisions in one pass, chain by chain: the links, stored heads, and the registry's
 * state of each number.
 */
final class ChainVerification {
  /** The registry's state of a number: place and hash of its newest decision. */
  record Registered(long place, String head, boolean doNotCall) {}

  private final Map<String, Registered> registry; // without those that a decision has confirmed
  private final Map<String, String> kept;
  private final BiConsumer<String, String> fault;
  private final List<String> unregistered = new ArrayList<>();
  private @Nullable DncDecision previous;
  private boolean inRegistry;
  private boolean applied;
  private long decisions;
  private long chains;

  /**
   * A verification before the first decision.
   *
   * @param registry by number
   * @param kept stored heads by number and place, as by {@link #place}
   * @param fault receives the key and the problem of its chain
   */
  ChainVerification(
      Map<String, Registered> registry,
      Map<String, String> kept,
      BiConsumer<String, String> fault) {
    this.registry = registry;
    this.kept = kept;
    this.fault = fault;
  }

  static String place(String number, long place) {
    return number + "|" + place;
  }

  void visit(DncDecision decision) {
    var number = decision.phoneNumber();
    if (previous == null || !previous.phoneNumber().equals(number)) {
      endChain();
      inRegistry = registry.containsKey(number);
      chains++;
    }
    decisions++;
    DecisionChain.fault(previous, decision).ifPresent(words -> fault.accept(number, words));
    var head = kept.remove(place(number, decision.chainLength()));
    if (head != null && !head.equals(decision.hash())) {
      fault.accept(number, "another head was stored for place " + decision.chainLength());
    }
    var registered = registry.get(number);
    if (registered != null && registered.place() == decision.chainLength()) {
      registry.remove(number);
      compare(registered, decision);
    }
    applied |= isApplied(decision);
    previous = decision;
  }

  /** Ends the last chain; a stored head that was not found is a fault. */
  void end() {
    endChain();
    kept.keySet()
        .forEach(
            place ->
                fault.accept(
                    place.substring(0, place.indexOf('|')),
                    "a stored head is missing: the end of the chain was removed"));
  }

  private void endChain() {
    if (previous != null && applied && !inRegistry) {
      unregistered.add(previous.phoneNumber());
    }
    previous = null;
    applied = false;
  }

  /**
   * Checks differences between registry and decisions again, because the sink writes one after the
   * other. Returns whether none is left.
   */
  boolean recheck(DncDatabase database) throws SQLException {
    for (var entry : List.copyOf(registry.entrySet())) {
      var decision = database.decision(entry.getKey(), entry.getValue().place());
      if (decision.isPresent()) {
        registry.remove(entry.getKey());
        compare(entry.getValue(), decision.get());
      }
    }
    for (var number : List.copyOf(unregistered)) {
      if (database.isRegistered(number)) {
        unregistered.remove(number);
      }
    }
    return registry.isEmpty() && unregistered.isEmpty();
  }

  /** Reports the remaining differences. */
  void reportDifferences() {
    registry.keySet().forEach(number -> fault.accept(number, "the registry's head is missing"));
    unregistered.forEach(number -> fault.accept(number, "is not in the registry"));
  }

  long decisions() {
    return decisions;
  }

  long chains() {
    return chains;
  }

  private void compare(Registered registered, DncDecision decision) {
    if (!registered.head().equals(decision.hash())) {
      fault.accept(decision.phoneNumber(), "the registry has another head");
    } else if (registered.doNotCall() != decision.doNotCall()) {
      fault.accept(
          decision.phoneNumber(), "the registry's state is not that of the newest decision");
    }
  }

  private static boolean isApplied(DncDecision decision) {
    return !DncKey.isUnknownNumber(decision.phoneNumber())
        && (decision.kind() == DncDecisionKind.APPLIED
            || decision.kind() == DncDecisionKind.CLAMPED);
  }
}
