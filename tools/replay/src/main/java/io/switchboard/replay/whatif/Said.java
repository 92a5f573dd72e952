package io.switchboard.replay.whatif;

import java.util.Map;

/**
 * What a service said about something, brought down to what matters when two sayings are compared.
 *
 * @param pairing what identifies it in both runs: derived ids do not, since they hash what may
 *     change
 * @param subject whom it is about, for people
 * @param facts what is compared, by name
 */
public record Said(String pairing, String subject, Map<String, String> facts) {
  public Said {
    facts = Map.copyOf(facts);
  }
}
