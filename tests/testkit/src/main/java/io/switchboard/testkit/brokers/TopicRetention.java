package io.switchboard.testkit.brokers;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/** Deletes the records of a topic, as its retention does. */
public final class TopicRetention {
  /** Kafka's admin client: up to the high watermark. */
  private static final RecordsToDelete ALL = RecordsToDelete.beforeOffset(-1);

  private TopicRetention() {}

  /** Deletes all records that are on the topic now. */
  public static void deleteAll(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    var records =
        admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
            .flatMap(description -> description.partitions().stream())
            .collect(
                Collectors.toMap(
                    partition -> new TopicPartition(topic, partition.partition()), _ -> ALL));
    admin.deleteRecords(records).all().get();
  }
}
