package io.switchboard.replay.whatif;

import java.util.Map;

/**
 * A decision of a service, reduced to what matters when two decisions are compared.
 *
 * @param pairing what identifies it in both runs: derived ids do not, since they hash what may
 *     change
 * @param subject the call, contact or number it is about, for people
 * @param facts what is compared, by name
 */
public record ComparedDecision(String pairing, String subject, Map<String, String> facts) {
  public ComparedDecision {
    facts = Map.copyOf(facts);
  }
}
