package io.switchboard.replay.trace;

import io.switchboard.contract.phone.DncKey;
import io.switchboard.contract.phone.PhoneNumber;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The subject of a trace, and its keys.
 *
 * @param id a callId, a contactId or a number, as given
 * @param keys all its keys
 * @param region the region of national numbers
 * @param isNumber whether it can be read as a number
 */
public record Subject(String id, Set<String> keys, String region, boolean isNumber) {
  private static final Set<String> PREFIXES = Set.of(DncKey.RAW, DncKey.CONTACT, DncKey.CALL);

  /** One number without an extension, which ends as its E.164 form does. */
  private static final Pattern PLAIN_NUMBER = Pattern.compile("\\+?[0-9]{7,15}");

  /** Numbers of other lengths and trunk prefixes still end with the same four. */
  private static final int LAST_DIGITS = 4;

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

  /** The keys that records of a stage can have: fewer keys are in fewer partitions. */
  Set<String> keysIn(Stage stage) {
    if (stage.keyedByPlainId()) {
      return isOnlyNumber() ? Set.of() : only(this::isPlain);
    }
    if (Stage.CONSENT.contains(stage)) {
      return only(key -> DncKey.isNumber(key) || isPrefixed(key));
    }
    return stage == Stage.PUSHES ? only(this::isPlain) : keys;
  }

  private Set<String> only(Predicate<String> possible) {
    return keys.stream().filter(possible).collect(Collectors.toUnmodifiableSet());
  }

  /** CXone takes no prefixed key either. */
  private boolean isPlain(String key) {
    return key.equals(id) || !isPrefixed(key);
  }

  private static boolean isPrefixed(String key) {
    return PREFIXES.stream().anyMatch(key::startsWith);
  }

  /** Whether it is a number and nothing else: no call and no contact has an id with a plus sign. */
  boolean isOnlyNumber() {
    return isNumber && id.startsWith("+");
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
            && mayEndLikeOne(key)
            && PhoneNumber.readings(key, region).stream()
                .anyMatch(reading -> keys.contains(reading.e164())));
  }

  /**
   * Whether a key can be read as one of the numbers, by its last digits: reading every number of a
   * topic takes longer than reading the topic. Only plain digits are compared; letters, other
   * scripts and extensions are left to the parser.
   */
  private boolean mayEndLikeOne(String key) {
    if (!PLAIN_NUMBER.matcher(key).matches()) {
      return true;
    }
    var end = key.substring(key.length() - LAST_DIGITS);
    return keys.stream().anyMatch(number -> number.endsWith(end));
  }
}
