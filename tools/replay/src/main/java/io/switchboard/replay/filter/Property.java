package io.switchboard.replay.filter;

import java.util.List;

/** What of a record a filter can look at. */
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
   * What stands at a path in the JSON of the value.
   *
   * @param slot its place among the paths of the filter
   */
  record Path(List<Step> steps, int slot) implements Property {
    public Path {
      steps = List.copyOf(steps);
    }
  }

  /** A step into JSON. */
  sealed interface Step {
    /** Into an object. */
    record Field(String name) implements Step {}

    /** Into an array, from 0. */
    record Element(int index) implements Step {}

    /** Into every element of an array: one that fits is enough. */
    record AnyElement() implements Step {}
  }
}
