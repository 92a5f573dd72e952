package io.switchboard.pushes.state;

/** What a record is to the pushes. */
public sealed interface Reading {
  /** CXone shall know this. */
  record Wanted(Push push) implements Reading {}

  /** Nothing for CXone. */
  record Skipped(String why) implements Reading {}

  /** It cannot be read: a dead letter. */
  record Unfit(String error, String message) implements Reading {}
}
