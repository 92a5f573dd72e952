package io.switchboard.pushes.state;

/** The result of reading a record for the pushes. */
public sealed interface PushInput {
  /** A state to push. */
  record Wanted(Push push) implements PushInput {}

  /** A state that the tenant has no id for: it is answered without CXone. */
  record NotPushed(Push push, String why) implements PushInput {}

  /** A record without a state to push. */
  record Skipped(String why) implements PushInput {}

  /** A record that cannot be read: it becomes a dead letter. */
  record Unfit(String error, String message) implements PushInput {}
}
