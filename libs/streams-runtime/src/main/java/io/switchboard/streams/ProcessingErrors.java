package io.switchboard.streams;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is wrong with a record from an outage. What a rule throws, what cannot be serialised
 * and a result that is too large for its topic would fail again and again; what else Kafka and the
 * stores throw passes, or ends the thread.
 */
public final class ProcessingErrors {
  private ProcessingErrors() {}

  /** Whether processing the same record again may succeed. */
  public static boolean isOutage(Throwable error) {
    return causeInRecord(error) == null;
  }

  /** What is wrong with the record itself; null for an outage. */
  static @Nullable Throwable causeInRecord(Throwable error) {
    if (!(error instanceof KafkaException)) {
      return error;
    }
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SerializationException || cause instanceof OversizedRecordException) {
        return cause;
      }
    }
    return null;
  }
}
