package io.switchboard.pushes.state;

import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.Redrive;
import io.switchboard.contract.headers.ReplayId;
import io.switchboard.contract.headers.ServiceName;
import io.switchboard.contract.topic.Topic;
import io.switchboard.cxone.rest.CxoneCall;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * One kind of push.
 *
 * @param batchSize maximum number of states per request
 * @param concurrency maximum number of requests in flight
 * @param onlyIfNotSent a request must not be sent again when CXone may have received it
 * @param conversion the state of a record, or why it is not pushed
 */
public record PushSource<V>(
    PushKind kind,
    Topic<String, V> topic,
    int batchSize,
    int concurrency,
    boolean onlyIfNotSent,
    Function<V, Conversion> conversion) {

  /**
   * The state of a record.
   *
   * @param eventId empty: the record's own id
   */
  public record SourceState(
      String key,
      Optional<String> eventId,
      Instant eventTime,
      boolean urgent,
      CxoneCall call,
      StateOrder order) {}

  /** The result of converting a record. */
  public sealed interface Conversion {
    /** A state to push. */
    record State(SourceState state) implements Conversion {}

    /**
     * A state of a key that the tenant has no id for.
     *
     * @param why a label of the metric of skipped states
     */
    record Unmapped(SourceState state, String why) implements Conversion {}

    /**
     * Nothing to push.
     *
     * @param why a label of the metric of skipped states
     */
    record Nothing(String why) implements Conversion {}
  }

  public PushInput read(ConsumerRecord<byte[], byte[]> source, Set<String> replays) {
    var replay = EventHeaders.text(source.headers(), ReplayId.HEADER);
    if (replay.isPresent() && !replays.contains(replay.get())) {
      return new PushInput.Skipped("replay");
    }
    if (isForOthers(source)) {
      return new PushInput.Skipped("redriven to others");
    }
    if (source.value() == null) {
      return new PushInput.Skipped("tombstone");
    }
    V value;
    try {
      value = topic.values().deserializer().deserialize(topic.name(), source.value());
    } catch (SerializationException e) {
      return new PushInput.Unfit("SerializationException", String.valueOf(e.getMessage()));
    }
    try {
      return switch (conversion.apply(value)) {
        case Conversion.State(var state) -> reading(state, source, PushInput.Wanted::new);
        case Conversion.Unmapped(var state, var why) ->
            reading(state, source, push -> new PushInput.NotPushed(push, why));
        case Conversion.Nothing(var why) -> new PushInput.Skipped(why);
      };
    } catch (NullPointerException | IllegalArgumentException _) {
      return new PushInput.Unfit("IncompleteRecord", "a field that CXone needs is missing");
    }
  }

  private static boolean isForOthers(ConsumerRecord<byte[], byte[]> source) {
    return Redrive.of(source.headers())
        .map(
            redrive ->
                !redrive.service().equals(ServiceName.SINK_POSTGRES.wireName())
                    || !redrive.isForCxone())
        .orElse(false);
  }

  private static boolean isRepeated(ConsumerRecord<byte[], byte[]> source) {
    return source.headers().lastHeader(Redrive.TO) != null
        || source.headers().lastHeader(ReplayId.HEADER) != null;
  }

  private PushInput reading(
      SourceState state, ConsumerRecord<byte[], byte[]> source, Function<Push, PushInput> result) {
    if (state.key() == null || state.key().isBlank() || state.eventTime() == null) {
      return new PushInput.Unfit("IncompleteRecord", "no key or no event time");
    }
    var fallback = source.topic() + "-" + source.partition() + "-" + source.offset();
    var headers = EventHeaders.read(source.headers(), fallback, source.timestamp());
    return result.apply(
        new Push(
            kind,
            state.key(),
            state.eventId().orElse(headers.id()),
            state.eventTime(),
            headers.receivedAt(),
            state.urgent(),
            state.call(),
            state.order(),
            isRepeated(source),
            headers.traceparent(),
            source));
  }
}
