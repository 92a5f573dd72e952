package io.switchboard.replay.trace;

import io.switchboard.contract.phone.DncKey;
import io.switchboard.contract.phone.PhoneNumber;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The subject of a trace, and its keys.
 *
 * @param id a callId, a contactId or a number, as given
 * @param keys all its keys
 * @param region the region of national numbers
 * @param isNumber whether it can be read as a number
 */
public record Subject(String id, Set<String> keys, String region, boolean isNumber) {

  /** Parses the argument; every reading of a number counts. */
  public static Subject of(String id, String region) {
    var keys = new LinkedHashSet<String>();
    keys.add(id);
    keys.add(DncKey.CONTACT + id);
    keys.add(DncKey.CALL + id);
    var isNumber = !PhoneNumber.readings(id, region).isEmpty();
    if (isNumber) {
      keys.addAll(DncKey.forLookup(id, region));
    }
    return new Subject(id, Set.copyOf(keys), region, isNumber);
  }

  /**
   * Whether a record's key is one of its keys.
   *
   * @param asSent whether the topic is keyed by numbers as sent
   */
  boolean is(String key, boolean asSent) {
    return keys.contains(key)
        || (asSent
            && isNumber
            && PhoneNumber.readings(key, region).stream()
                .anyMatch(reading -> keys.contains(reading.e164())));
  }
}
