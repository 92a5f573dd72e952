package io.switchboard.dnc;

import io.switchboard.contract.event.DncEvent;
import io.switchboard.contract.headers.EventHeaders;
import java.util.List;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Asks what a source's record is as opt-ins and opt-outs, and forwards those. */
final class NormalisingProcessor<V> extends ContextualProcessor<String, V, String, DncEvent> {
  /** What a record becomes. */
  @FunctionalInterface
  interface Rule<V> {
    List<DncEvent> apply(V value, EventHeaders source);
  }

  private final Rule<V> rule;

  NormalisingProcessor(Rule<V> rule) {
    this.rule = rule;
  }

  @Override
  public void process(Record<String, V> record) {
    var source = DncRecords.headers(record, context());
    for (var event : rule.apply(record.value(), source)) {
      context().forward(DncRecords.of(event, source, record.timestamp()));
    }
  }
}
