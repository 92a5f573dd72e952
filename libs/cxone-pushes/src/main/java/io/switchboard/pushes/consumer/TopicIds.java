package io.switchboard.pushes.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a topic was deleted and created again. The consumer does not report it: it starts at
 * the new topic's beginning, or goes on at the old position once the new topic is long enough, and
 * the offsets of answered pushes are those of the old topic. For one thread.
 */
final class TopicIds implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicIds.class);
  private static final long INTERVAL = Duration.ofSeconds(2).toNanos();

  private final Admin admin;
  private final Map<String, Uuid> read = new HashMap<>();
  private Map<String, KafkaFuture<TopicDescription>> asked = Map.of();
  private long askedAt = System.nanoTime();

  TopicIds(Admin admin) {
    this.admin = admin;
  }

  /**
   * Remembers the ids of topics that are read from now on.
   *
   * @return those that are other topics than the ones of that name before
   */
  Set<String> assigned(Collection<String> topics, Duration timeout) {
    asked = Map.of(); // answers about what was before
    var changed = new HashSet<String>();
    admin
        .describeTopics(topics)
        .topicNameValues()
        .forEach(
            (name, description) -> {
              var id = id(name, description, timeout);
              var before = id.equals(Uuid.ZERO_UUID) ? null : read.put(name, id);
              if (before != null && !before.equals(id)) {
                changed.add(name);
              }
            });
    report(changed);
    return changed;
  }

  private static Uuid id(String name, KafkaFuture<TopicDescription> description, Duration timeout) {
    try {
      return description.get(timeout.toMillis(), TimeUnit.MILLISECONDS).topicId();
    } catch (ExecutionException | TimeoutException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Uuid.ZERO_UUID; // deleted just now
      }
      throw new KafkaException("cannot read the id of " + name, e);
    } catch (InterruptedException e) {
      throw new org.apache.kafka.common.errors.InterruptException(e);
    }
  }

  /** The topics that were created again since they were assigned. Asks Kafka, and never waits. */
  Set<String> createdAgain() {
    var now = System.nanoTime();
    if (now - askedAt < INTERVAL || !asked.values().stream().allMatch(KafkaFuture::isDone)) {
      return Set.of();
    }
    var changed = new HashSet<String>();
    asked.forEach(
        (name, description) -> {
          if (!description.isCompletedExceptionally()
              && !read.getOrDefault(name, Uuid.ZERO_UUID)
                  .equals(
                      description
                          .toCompletionStage()
                          .toCompletableFuture()
                          .resultNow()
                          .topicId())) {
            changed.add(name);
          }
        });
    askedAt = now;
    asked = changed.isEmpty() ? admin.describeTopics(read.keySet()).topicNameValues() : Map.of();
    report(changed);
    return changed;
  }

  private static void report(Set<String> topics) {
    topics.forEach(
        name ->
            LOG.error(
                "{} was deleted and created again: the pushes start at its beginning. What the old"
                    + " topic held and CXone had not confirmed is not pushed; for dnc.registry,"
                    + " `switchboard dnc reconcile` finds it",
                name));
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
