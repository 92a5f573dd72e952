package io.switchboard.ingress.lookup.pending;

import java.util.Collection;

/**
 * What lookups read of the pending opt-outs. A lookup reads the state first, then whether its keys
 * are pending, and asks PostgreSQL last: an opt-out is removed only after PostgreSQL has it.
 */
public interface PendingView {

  /** Where no registry is configured: PostgreSQL answers nothing. */
  PendingView NONE =
      new PendingView() {
        @Override
        public State state() {
          return State.STARTING;
        }

        @Override
        public boolean contains(Collection<String> keys) {
          return false;
        }
      };

  /** Whether all pending opt-outs are known. */
  enum State {
    /** Every opt-out is known that was acknowledged anywhere until a moment ago. */
    FOLLOWING,
    /** What PostgreSQL had not taken at the start is not read completely. */
    STARTING,
    /** Kafka does not answer, or records are not read in time. */
    BEHIND,
    /** More opt-outs are pending than are kept. */
    FULL
  }

  /** The state now. */
  State state();

  /** Whether an opt-out of one of these keys is pending; valid in every state. */
  boolean contains(Collection<String> keys);
}
