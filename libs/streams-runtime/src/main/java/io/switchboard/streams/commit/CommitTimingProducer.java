package io.switchboard.streams.commit;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer that measures for {@link EarlyCommits} how long its thread's commits take. */
public class CommitTimingProducer extends KafkaProducer<byte[], byte[]> {
  /** A producer with these properties. */
  public CommitTimingProducer(Map<String, Object> properties) {
    super(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A commit begins by writing the records of all tasks. */
  @Override
  public void flush() {
    CommitTimes.ofThread().began(System.nanoTime());
    super.flush();
  }

  @Override
  public void commitTransaction() {
    super.commitTransaction();
    CommitTimes.ofThread().ended(System.nanoTime());
  }
}
