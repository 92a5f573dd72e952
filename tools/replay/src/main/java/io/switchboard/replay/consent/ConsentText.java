package io.switchboard.replay.consent;

import io.switchboard.contract.event.dnc.DncDecision;
import io.switchboard.contract.event.dnc.DncDecisionKind;
import io.switchboard.contract.phone.DncKey;
import io.switchboard.contract.phone.NumberReading;
import java.util.List;
import java.util.Optional;

/** The words for consent that the command line, traces and the console share. */
public final class ConsentText {
  /** For a number without any event; the lookup answers the reason {@code no record}. */
  public static final String NOTHING_KNOWN = "may be called: no opt-in and no opt-out is known";

  private static final String NOTHING_UNDER_KEY =
      "no opt-in and no opt-out is known under this key";
  private static final String NO_NUMBER =
      "do not call: this cannot be read as a phone number, and lookups answer the same; no opt-in"
          + " and no opt-out is known. Write the whole number, like +14155552671.";

  private ConsentText() {}

  /**
   * What a lookup answers for a text without any event, and why.
   *
   * @param text a number in any form, or a key of the log
   * @param region of national numbers
   */
  public static String nothingKnown(String text, String region) {
    if (DncKey.isUnknownNumber(text) || text.startsWith(DncKey.RAW)) {
      return NOTHING_UNDER_KEY;
    }
    return NumberReading.of(text, region) instanceof NumberReading.Readable(_, _, var unreadable)
            && unreadable.isEmpty()
        ? NOTHING_KNOWN
        : NO_NUMBER;
  }

  /** The state of a number. */
  public static String state(boolean doNotCall) {
    return doNotCall ? "do not call" : "may be called";
  }

  /**
   * Why CXone cannot be told of an opt-out under this key, and what to do; empty for a number.
   *
   * @param key E.164, {@code raw:}, {@code contact:} or {@code call:}
   */
  public static Optional<String> notTold(String key) {
    if (DncKey.isNumber(key)) {
      return Optional.empty();
    }
    return Optional.of(
        DncKey.isUnknownNumber(key)
            ? "CXone cannot be told: the number is not known. `dnc resolve` applies it later."
            : "CXone cannot be told: this is no complete number. Lookups with the same digits say"
                + " do not call. Enter the opt-out again with the whole number when it is known.");
  }

  /** Whether a decision changes the state, so that CXone gets it. */
  public static boolean changes(DncDecision decision) {
    return switch (decision.kind()) {
      case APPLIED, CLAMPED -> true;
      case STALE, DUPLICATE, QUARANTINED, UNRESOLVED -> false;
    };
  }

  /**
   * Why CXone has no answer to a decision: it is not pushed, a later one has replaced it, or the
   * push waits.
   *
   * @param chain all decisions on the number, in order
   */
  public static String unanswered(DncDecision decision, List<DncDecision> chain) {
    if (!changes(decision)) {
      return decision.kind() == DncDecisionKind.UNRESOLVED
          ? "not pushed: the number is not known"
          : "not pushed: it changed nothing";
    }
    if (!DncKey.isNumber(decision.phoneNumber())) {
      return "not pushed: not a number";
    }
    return chain.stream()
        .filter(later -> later.chainLength() > decision.chainLength() && changes(later))
        .findFirst()
        .map(later -> "not pushed: decision " + later.chainLength() + " replaced it first")
        .orElse("not confirmed yet: the push waits");
  }
}
