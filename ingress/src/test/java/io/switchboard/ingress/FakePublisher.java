package io.switchboard.ingress;

import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.topic.Topic;
import io.switchboard.ingress.publishing.Publication;
import io.switchboard.ingress.publishing.Publisher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A log in memory that acknowledges at once. */
public final class FakePublisher implements Publisher {
  private final List<Sent> sent = new ArrayList<>();

  /** One record. */
  public record Sent(String topic, Object key, byte[] value, EventHeaders headers) {}

  @Override
  public synchronized <K, V> CompletableFuture<Publication> send(
      Topic<K, V> topic, K key, V value, EventHeaders headers) {
    var bytes = topic.values().serializer().serialize(topic.name(), value);
    sent.add(new Sent(topic.name(), key, bytes, headers));
    return CompletableFuture.completedFuture(
        new Publication.Durable(headers.id(), 0, sent.size() - 1));
  }

  @Override
  public Publication await(CompletableFuture<Publication> future) {
    return future.join();
  }

  /** Everything sent so far; forgotten by that. */
  public synchronized List<Sent> drain() {
    var all = List.copyOf(sent);
    sent.clear();
    return all;
  }
}
