package io.switchboard.replay.filter;

import java.util.List;

/** A property of a record in a filter. */
sealed interface Property {
  /** The record's key, as text. */
  record Key() implements Property {}

  /** The topic's name as it is on the cluster, prefix included. */
  record TopicName() implements Property {}

  /** The partition's number. */
  record Partition() implements Property {}

  /** The record's offset. */
  record Offset() implements Property {}

  /** The record's timestamp. */
  record Time() implements Property {}

  /** The last value of a header, as text. */
  record Header(String name) implements Property {}

  /**
   * A path in the JSON of the value.
   *
   * @param slot its index among the paths of the filter
   */
  record Path(List<Step> steps, int slot) implements Property {
    public Path {
      steps = List.copyOf(steps);
    }

    /** As in a filter: {@code events[*].id}. */
    String text() {
      var text = new StringBuilder();
      for (var step : steps) {
        switch (step) {
          case Step.Field(var name) -> text.append(text.isEmpty() ? "" : ".").append(name);
          case Step.Element(var index) -> text.append("[").append(index).append("]");
          case Step.AnyElement _ -> text.append("[*]");
        }
      }
      return text.toString();
    }
  }

  /** A step of a path. */
  sealed interface Step {
    /** A field of an object. */
    record Field(String name) implements Step {}

    /** An element of an array, from 0. */
    record Element(int index) implements Step {}

    /** Any element of an array. */
    record AnyElement() implements Step {}
  }
}
