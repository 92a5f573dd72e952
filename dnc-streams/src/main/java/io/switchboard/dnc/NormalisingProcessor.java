package io.switchboard.dnc;

import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.headers.EventHeaders;
import java.util.List;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Converts the records of one source to opt-ins and opt-outs. */
final class NormalisingProcessor<V> extends ContextualProcessor<String, V, String, DncEvent> {
  /** The events of a record. */
  @FunctionalInterface
  interface Normalisation<V> {
    List<DncEvent> apply(V value, EventHeaders source);
  }

  private final Normalisation<V> normalisation;

  NormalisingProcessor(Normalisation<V> normalisation) {
    this.normalisation = normalisation;
  }

  @Override
  public void process(Record<String, V> record) {
    if (record.value() == null) {
      throw new RefusedInput("no value");
    }
    var source = DncRecords.headers(record, context());
    for (var event : normalisation.apply(record.value(), source)) {
      context().forward(DncRecords.of(event, source, record.timestamp()));
    }
  }
}
