package io.switchboard.replay.whatif;

/** What a {@link DecisionExtractor} makes of one output record. */
public sealed interface ExtractedDecision {

  /** A decision, or a dead letter, that is compared. */
  record Compared(ComparedDecision decision) implements ExtractedDecision {}

  /** A record of a topic that is not compared. */
  record NotCompared() implements ExtractedDecision {}

  /** A record that is not JSON: no service of ours wrote it. It is counted and named. */
  record Unreadable() implements ExtractedDecision {}
}
