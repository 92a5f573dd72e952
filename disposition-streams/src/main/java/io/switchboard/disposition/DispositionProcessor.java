package io.switchboard.disposition;

import io.switchboard.contract.event.ClassifiedDisposition;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import io.switchboard.contract.headers.ServiceName;
import io.switchboard.disposition.severity.DispositionRules;
import io.switchboard.disposition.severity.LastResult;
import io.switchboard.disposition.severity.Verdict;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Loads what is known of the contact, asks the rules, saves, forwards. */
final class DispositionProcessor extends ContextualProcessor<String, byte[], String, Classified> {
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
  public void init(ProcessorContext<String, Classified> context) {
    super.init(context);
    lastResults = context.getStateStore(DispositionTopology.LAST_RESULTS);
  }

  @Override
  public void process(Record<String, byte[]> input) {
    var store = Objects.requireNonNull(lastResults, "not initialised");
    var received = CallResultReader.read(input.value(), input.headers(), input.timestamp());
    var result = received.result();
    var verdict = Verdict.of(rules, store.get(result.contactId()), result);
    metrics.count(result.code(), verdict);
    if (verdict.after() != null) {
      store.put(result.contactId(), verdict.after());
    }
    if (verdict.record() != null) {
      forward(output(received, verdict.record(), input.timestamp()));
    }
  }

  /**
   * A stale opt-out is not routed by severity: it does not say how the contact stands, only that
   * consent may have been taken back.
   */
  private void forward(Record<String, Classified> output) {
    context().forward(output, DispositionTopology.CLASSIFIED);
    var record = output.value().record();
    if (!record.stale()) {
      context().forward(output, DispositionTopology.routeOf(record.severity()));
    }
  }

  private static Record<String, Classified> output(
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
    return new Record<>(result.contactId(), Classified.of(record), timestamp, headers);
  }
}
