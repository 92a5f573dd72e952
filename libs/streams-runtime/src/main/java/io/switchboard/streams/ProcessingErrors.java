package io.switchboard.streams;

import io.switchboard.streams.size.OversizedRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes a bad record from an outage. An exception of a rule, a serialization error and a
 * result that is too large would occur again; other exceptions of Kafka and the stores are
 * temporary, or end the thread.
 */
public final class ProcessingErrors {
  private ProcessingErrors() {}

  /** Whether processing the same record again may succeed. */
  public static boolean isOutage(Throwable error) {
    return causeInRecord(error) == null;
  }

  /** The problem of the record; null for an outage. */
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
