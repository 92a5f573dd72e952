package io.switchboard.replay.reading;

import java.util.Collection;

/** The cluster has no topic of this name; the message names some existing ones. */
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
                    .sorted()
                    .limit(MAX_NAMED)
                    .toList()));
  }
}
