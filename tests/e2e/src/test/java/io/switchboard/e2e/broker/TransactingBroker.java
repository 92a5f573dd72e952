package io.switchboard.e2e.broker;

import io.switchboard.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A process of its own, to be killed: a broker, and producers that commit one small transaction
 * with offsets after the other. Prints a line for each that is committed.
 */
final class TransactingBroker {
  static final String TOPIC = "out";
  static final String GROUP = "group-";
  static final int PRODUCERS = 12;
  static final int PARTITIONS = 6;
  static final TopicPartition SOURCE = new TopicPartition("in", 0);

  private TransactingBroker() {}

  public static void main(String[] arguments) throws Exception {
    try (var broker =
        EmbeddedBroker.start(
            Path.of(arguments[0]),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]))) {
      createTopics(broker.bootstrapServers());
      try (var producers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (var n = 0; n < PRODUCERS; n++) {
          var group = GROUP + n;
          producers.execute(() -> transact(broker.bootstrapServers(), group));
        }
      }
    }
  }

  // the test reads what is printed; the commit reports what a send could not do
  @SuppressWarnings({"SystemOut", "FutureReturnValueIgnored"})
  private static void transact(String servers, String group) {
    var properties =
        Map.<String, Object>of(
            "bootstrap.servers",
            servers,
            "transactional.id",
            group,
            "transaction.timeout.ms",
            5_000);
    try (var producer =
        new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      for (var n = 1L; ; n++) {
        producer.beginTransaction();
        for (var partition = 0; partition < PARTITIONS; partition++) {
          producer.send(new ProducerRecord<>(TOPIC, partition, group, Long.toString(n)));
        }
        producer.sendOffsetsToTransaction(
            Map.of(SOURCE, new OffsetAndMetadata(n)), new ConsumerGroupMetadata(group));
        producer.commitTransaction();
        System.out.println("committed");
      }
    }
  }

  private static void createTopics(String servers) throws Exception {
    try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", servers))) {
      if (admin.listTopics().names().get().isEmpty()) {
        var topics =
            List.of(
                new NewTopic(TOPIC, PARTITIONS, (short) 1),
                new NewTopic(SOURCE.topic(), 1, (short) 1));
        admin.createTopics(topics).all().get();
      }
    }
  }
}
