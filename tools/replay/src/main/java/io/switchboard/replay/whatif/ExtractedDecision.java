package io.switchboard.replay.whatif;

/** The result of a {@link DecisionExtractor} for one output record. */
public sealed interface ExtractedDecision {

  /** A decision, or a dead letter, that is compared. */
  record Compared(ComparedDecision decision) implements ExtractedDecision {}

  /** A record of a topic that is not compared. */
  record NotCompared() implements ExtractedDecision {}

  /** A record that is not JSON, written by a foreign program. It is counted and named. */
  record Unreadable() implements ExtractedDecision {}
}
