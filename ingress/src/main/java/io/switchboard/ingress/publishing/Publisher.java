package io.switchboard.ingress.publishing;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.topic.Topic;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Sends records to Kafka. The record's timestamp is the receive time of its headers; records of one
 * publisher with one key keep their order.
 */
public interface Publisher {

  /**
   * Sends a record and returns at once, or after the producer's short {@code max.block.ms} when
   * Kafka is unreachable. The future never completes exceptionally.
   */
  <K, V> CompletableFuture<Publication> send(
      Topic<K, V> topic, K key, V value, EventHeaders headers);

  /**
   * Waits for the result of {@link #send}, at most the acknowledgement timeout; for virtual
   * threads.
   */
  Publication await(CompletableFuture<Publication> sent);

  /**
   * As {@link #await(CompletableFuture)}, but not beyond a deadline.
   *
   * @param until by {@link System#nanoTime}
   */
  default Publication await(CompletableFuture<Publication> sent, long until) {
    return await(sent);
  }

  /**
   * Waits for several results until one deadline; returns the first that is not durable, else the
   * last.
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

  /** Sends a record and waits for the acknowledgement; for virtual threads. */
  default <K, V> Publication publish(Topic<K, V> topic, K key, V value, EventHeaders headers) {
    return await(send(topic, key, value, headers));
  }
}
