package io.switchboard.e2e.cluster;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * One place where events arrive, compared with what was accepted. Both map a key to its values in
 * their order, separated by commas: a lost, doubled or swapped event is a difference.
 *
 * @param name what is compared
 */
record FarEnd(String name, Map<String, String> expected, Map<String, String> found) {
  private static final int SHOWN = 10;

  /** The first differences, empty when there are none. */
  List<String> differences() {
    var keys = new TreeSet<>(expected.keySet());
    keys.addAll(found.keySet());
    return keys.stream()
        .filter(key -> !Objects.equals(expected.get(key), found.get(key)))
        .limit(SHOWN)
        .map(
            key ->
                "%s %s: expected %s, found %s"
                    .formatted(name, key, expected.get(key), found.get(key)))
        .toList();
  }
}
