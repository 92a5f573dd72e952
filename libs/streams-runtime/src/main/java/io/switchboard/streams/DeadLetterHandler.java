package io.switchboard.streams;

import io.micrometer.core.instrument.Counter;
import io.switchboard.contract.headers.DeadLetterHeaders.DeadLetter;
import io.switchboard.contract.headers.DeadLetterRecord;
import io.switchboard.contract.headers.RecordSize;
import io.switchboard.streams.size.RecordSizeLimits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends unusable records to the service's dead-letter topic, byte for byte, in the same transaction
 * as the results; the service continues. Kafka's built-in handler would put whole stack traces into
 * the headers.
 *
 * <p>One source record makes at most one dead letter, and a dead letter never makes another: it
 * always fits its topic ({@link DeadLetterRecord}).
 */
abstract class DeadLetterHandler implements Configurable {
  static final String TOPIC_CONFIG = "switchboard.dead.letter.topic";
  static final String SERVICE_CONFIG = "switchboard.service";

  /** A {@link Counter}; optional. */
  static final String COUNTER_CONFIG = "switchboard.dead.letter.counter";

  /** The service's {@link RecordSizeLimits}; the default is topics.yaml. */
  static final String LIMITS_CONFIG = "switchboard.record.size.limits";

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterHandler.class);

  private String topic = "";
  private String service = "";
  private RecordSizeLimits limits = new RecordSizeLimits("");
  private @Nullable Counter counter;

  @Override
  public void configure(Map<String, ?> configs) {
    topic = (String) Objects.requireNonNull(configs.get(TOPIC_CONFIG), TOPIC_CONFIG);
    service = (String) Objects.requireNonNull(configs.get(SERVICE_CONFIG), SERVICE_CONFIG);
    counter = (Counter) configs.get(COUNTER_CONFIG);
    limits =
        configs.get(LIMITS_CONFIG) instanceof RecordSizeLimits known
            ? known
            : new RecordSizeLimits(topic);
  }

  final ProducerRecord<byte[], byte[]> deadLetter(
      ErrorHandlerContext context,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers headers,
      Throwable error) {
    var destination = context.processorNodeId() == null ? service : context.processorNodeId();
    LOG.warn(
        "dead letter: {}-{} offset {} goes to {}: {} at {}",
        context.topic(),
        context.partition(),
        context.offset(),
        topic,
        error.getClass().getSimpleName(),
        destination);
    if (counter != null) {
      counter.increment();
    }
    var deadLetter =
        new DeadLetter(
            String.valueOf(context.topic()),
            context.partition(),
            context.offset(),
            error.getClass().getSimpleName(),
            error.getMessage(),
            destination,
            service,
            Instant.now());
    return DeadLetterRecord.of(topic, key, value, headers, deadLetter, limits.of(topic));
  }

  /** A record that cannot be deserialized. */
  public static final class Unreadable extends DeadLetterHandler
      implements DeserializationExceptionHandler {
    @Override
    public Response handleError(
        ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception error) {
      return Response.resume(
          List.of(deadLetter(context, record.key(), record.value(), record.headers(), error)));
    }
  }

  /**
   * A record that the rules reject, or whose result cannot be written. A rule throws before it has
   * any effect, so processing can continue. An exception of Kafka or the stores is an outage and
   * ends the thread.
   */
  public static final class Unprocessable extends DeadLetterHandler
      implements ProcessingExceptionHandler {
    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception error) {
      var cause = ProcessingErrors.causeInRecord(error);
      if (cause == null || isPunctuation(context)) {
        return Response.fail();
      }
      return Response.resume(
          List.of(
              deadLetter(
                  context,
                  context.sourceRawKey(),
                  context.sourceRawValue(),
                  context.headers(),
                  cause)));
    }

    /** A punctuation has no source; a record has one, though its key and value may be null. */
    private static boolean isPunctuation(ErrorHandlerContext context) {
      return context.topic() == null;
    }
  }

  /**
   * Retries after a timeout of the broker. Any other error ends the thread: the transaction is
   * lost, and its records are processed again. A result that the broker refused as too large is not
   * sent again, because its topic's limit is known by then.
   */
  public static final class Unwritable extends DeadLetterHandler
      implements ProductionExceptionHandler {
    @Override
    public Response handleError(
        ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception error) {
      return switch (error) {
        case RecordTooLargeException _ -> {
          refused(record);
          yield Response.fail();
        }
        case TimeoutException _ -> Response.retry();
        default -> Response.fail();
      };
    }

    private void refused(ProducerRecord<byte[], byte[]> record) {
      var size = RecordSize.upperBound(record.key(), record.value(), record.headers());
      super.limits.refused(record.topic(), size);
    }
  }
}
