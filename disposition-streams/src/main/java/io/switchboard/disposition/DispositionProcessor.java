package io.switchboard.disposition;

import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.headers.ServiceName;
import io.switchboard.disposition.severity.DispositionDecision;
import io.switchboard.disposition.severity.DispositionRules;
import io.switchboard.disposition.severity.LastResult;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Loads the contact's state, decides, saves, forwards. */
final class DispositionProcessor
    extends ContextualProcessor<String, byte[], String, SerializedDisposition> {
  private static final String TYPE = EventType.CLASSIFIED_DISPOSITION.wireName();
  private static final String SOURCE = ServiceName.DISPOSITION_STREAMS.source();
  private final DispositionRules rules;
  private final DispositionMetrics metrics;
  private @Nullable KeyValueStore<String, LastResult> lastResults;

  DispositionProcessor(DispositionRules rules, DispositionMetrics metrics) {
    this.rules = rules;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, SerializedDisposition> context) {
    super.init(context);
    lastResults = context.getStateStore(DispositionTopology.LAST_RESULTS);
  }

  @Override
  public void process(Record<String, byte[]> input) {
    var store = Objects.requireNonNull(lastResults, "not initialised");
    var received = CallResultReader.read(input.value(), input.headers(), input.timestamp());
    var result = received.result();
    var decision = DispositionDecision.of(rules, store.get(result.contactId()), result);
    // the result leaves first: a record whose result cannot be written has no effect
    if (decision.record() != null) {
      forward(output(received, decision.record(), input.timestamp()));
    }
    if (decision.after() != null) {
      store.put(result.contactId(), decision.after());
    }
    metrics.count(result.code(), decision);
  }

  /**
   * A stale opt-out is not routed by severity: it is not the contact's current result, only a
   * possible revocation of consent.
   */
  private void forward(Record<String, SerializedDisposition> output) {
    context().forward(output, DispositionTopology.CLASSIFIED);
    var record = output.value().record();
    if (!record.stale()) {
      context().forward(output, DispositionTopology.sinkOf(record.severity()));
    }
  }

  private static Record<String, SerializedDisposition> output(
      CallResultReader.Received received, ClassifiedDisposition record, long timestamp) {
    var result = received.result();
    var headers =
        received
            .metadata()
            .derive(
                EventId.hash(result.eventId(), "disposition.classified", "1"),
                TYPE,
                SOURCE,
                result.contactId(),
                result.eventTime())
            .toKafka();
    return new Record<>(result.contactId(), SerializedDisposition.of(record), timestamp, headers);
  }
}
