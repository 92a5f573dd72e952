package io.switchboard.pushes.state;

/** What a record is to the pushes. */
public sealed interface PushInput {
  /** CXone shall know this. */
  record Wanted(Push push) implements PushInput {}

  /** Nothing for CXone. */
  record Skipped(String why) implements PushInput {}

  /** It cannot be read: a dead letter. */
  record Unfit(String error, String message) implements PushInput {}
}
