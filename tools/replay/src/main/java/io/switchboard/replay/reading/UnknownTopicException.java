package io.switchboard.replay.reading;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/**
 * The cluster has no topic of this name; the message names existing ones, first those that begin as
 * it does.
 */
public final class UnknownTopicException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private static final int MAX_NAMED = 30;

  UnknownTopicException(String topic, Collection<String> known) {
    super(
        "no topic "
            + topic
            + " on this cluster; there are "
            + String.join(
                ", ",
                known.stream()
                    .filter(name -> !name.startsWith("__") && !name.endsWith("-changelog"))
                    .sorted(
                        Comparator.comparingInt((String name) -> -commonPrefix(name, topic))
                            .thenComparing(Comparator.naturalOrder()))
                    .limit(MAX_NAMED)
                    .toList()));
  }

  private static int commonPrefix(String name, String other) {
    return Arrays.mismatch(name.toCharArray(), other.toCharArray());
  }
}
