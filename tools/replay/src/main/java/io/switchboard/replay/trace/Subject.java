package io.switchboard.replay.trace;

import io.switchboard.contract.phone.DncKey;
import io.switchboard.contract.phone.PhoneNumber;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Whom a trace is about, and under which keys that may stand.
 *
 * @param id a callId, a contactId or a number, as it was asked for
 * @param keys all its keys
 * @param region where national forms of numbers belong
 * @param isNumber whether it can be read as a number
 */
public record Subject(String id, Set<String> keys, String region, boolean isNumber) {

  /** Reads what was asked for; every reading of a number counts. */
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
   * @param asSent whether the topic is keyed by numbers as senders wrote them
   */
  boolean is(String key, boolean asSent) {
    return keys.contains(key)
        || (asSent
            && isNumber
            && PhoneNumber.readings(key, region).stream()
                .anyMatch(reading -> keys.contains(reading.e164())));
  }
}
