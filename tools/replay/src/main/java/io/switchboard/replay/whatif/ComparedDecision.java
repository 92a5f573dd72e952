package io.switchboard.replay.whatif;

import java.util.Map;

/**
 * A decision of a service, reduced to the facts that are compared.
 *
 * @param pairing identifies it in both runs: derived ids do not, because they hash values that may
 *     change
 * @param subject the call, contact or number, for people
 * @param facts the compared values, by name
 */
public record ComparedDecision(String pairing, String subject, Map<String, String> facts) {
  public ComparedDecision {
    facts = Map.copyOf(facts);
  }
}
