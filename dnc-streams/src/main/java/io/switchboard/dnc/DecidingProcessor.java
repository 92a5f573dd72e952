package io.switchboard.dnc;

import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.dnc.registry.ConsentPolicy;
import io.switchboard.dnc.registry.DncDecider;
import io.switchboard.dnc.registry.NumberState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Loads the state of a number, decides, saves the state and forwards the decision. */
final class DecidingProcessor extends ContextualProcessor<String, DncEvent, String, Object> {
  /** A decision repeats the texts of its event, and JSON may take six bytes a character. */
  private static final int MAX_LENGTH = 64 << 10;

  private final DncMetrics metrics;
  private final ConsentPolicy policy;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  private KeyValueStore<String, NumberState> numbers;

  private @Nullable OpenCases open;

  DecidingProcessor(DncMetrics metrics, ConsentPolicy policy) {
    this.metrics = metrics;
    this.policy = policy;
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    super.init(context);
    numbers = context.getStateStore(DncTopology.NUMBERS);
    open = OpenCases.of(context.getStateStore(DncTopology.OPEN), metrics);
  }

  @Override
  public void process(Record<String, DncEvent> record) {
    var event = checked(record.key(), record.value());
    var known = numbers.get(event.key());
    var before = known == null ? NumberState.NONE : known;
    var decided = DncDecider.decide(before, event, policy);
    // forward first: when a result cannot be written, the state is not changed
    var source = DncRecords.headers(record, context());
    var at = record.timestamp();
    decided
        .registration()
        .ifPresent(
            registration ->
                context().forward(DncRecords.of(registration, source, at), DncTopology.REGISTRY));
    context().forward(DncRecords.of(decided.decision(), source, at), DncTopology.DECISIONS);
    numbers.put(event.key(), decided.state());
    Objects.requireNonNull(open).changed(event.key(), before, decided);
    metrics.decided(decided.decision());
  }

  private static DncEvent checked(@Nullable String key, @Nullable DncEvent event) {
    if (event == null || !event.key().equals(key)) {
      throw new RefusedInput("the key of the record is not the key of the event");
    }
    if (length(event) > MAX_LENGTH) {
      throw new RefusedInput("an event of dnc.events with more text than its decision can hold");
    }
    return event;
  }

  /** The characters of all texts of an event. */
  private static int length(DncEvent event) {
    var texts = new ArrayList<@Nullable String>(event.customListIds());
    texts.addAll(
        Arrays.asList(
            event.eventId(), event.key(), event.numberAsSent(), event.by(), event.reason()));
    return texts.stream().mapToInt(text -> text == null ? 0 : text.length()).sum();
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
    }
  }
}
