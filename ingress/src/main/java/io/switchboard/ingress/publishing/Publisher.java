package io.switchboard.ingress.publishing;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.topic.Topic;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Puts records on the log. The record's timestamp is the time of receipt, its metadata the headers
 * given; records of one publisher for one key keep their order.
 */
public interface Publisher {

  /**
   * Hands a record over and returns at once, or after the producer's short {@code max.block.ms}
   * when the log is out of reach. The future never completes exceptionally.
   */
  <K, V> CompletableFuture<Publication> send(
      Topic<K, V> topic, K key, V value, EventHeaders headers);

  /**
   * Learns where a topic is, so that the first record need not wait for that; waits no longer than
   * {@link #send} and tells whether it is known now.
   */
  default boolean warm(Topic<?, ?> topic) {
    return true;
  }

  /** Waits for what {@link #send} began, for as long as a delivery may take: on virtual threads. */
  Publication await(CompletableFuture<Publication> sent);

  /**
   * The same, but no longer than until then: what is durable later was not promised.
   *
   * @param until by {@link System#nanoTime}
   */
  default Publication await(CompletableFuture<Publication> sent, long until) {
    return await(sent);
  }

  /**
   * Waits for all of that together, no longer than for one: the first that is not durable, or any.
   *
   * @param sent at least one
   * @param until by {@link System#nanoTime}
   */
  default Publication awaitAll(List<CompletableFuture<Publication>> sent, long until) {
    return await(
        CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new))
            .thenApply(
                _ ->
                    sent.stream()
                        .map(CompletableFuture::join)
                        .filter(Publication.Unavailable.class::isInstance)
                        .findFirst()
                        .orElseGet(() -> sent.getLast().join())),
        until);
  }

  /** Hands a record over and waits for the acknowledgement: on virtual threads. */
  default <K, V> Publication publish(Topic<K, V> topic, K key, V value, EventHeaders headers) {
    return await(send(topic, key, value, headers));
  }
}
