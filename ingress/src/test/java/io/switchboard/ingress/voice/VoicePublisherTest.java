package io.switchboard.ingress.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.topic.Topic;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.contract.topic.Topics;
import io.switchboard.cxone.voice.VoiceFrame;
import io.switchboard.ingress.publishing.Publication;
import io.switchboard.ingress.publishing.Publisher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VoicePublisherTest {
  private static final Publication DURABLE = new Publication.Durable("id", 0, 0);
  private static final Publication UNAVAILABLE = new Publication.Unavailable("away");

  private final SlowPublisher publisher = new SlowPublisher();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final VoicePublisher voicePublisher =
      new VoicePublisher(
          publisher, new Topics(TopicPrefix.NONE).dtmf(), Duration.ofMillis(1), meters);

  @AfterEach
  void close() {
    voicePublisher.close();
  }

  @Test
  void shouldHoldUpWhoBringsMoreThanKafkaTakes() {
    var brought = new AtomicInteger();
    var bringing =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (var digit = 0; digit <= VoicePublisher.MAX_UNACKNOWLEDGED; digit++) {
                    voicePublisher.put(digit(digit));
                    brought.incrementAndGet();
                  }
                });
    await().until(() -> brought.get() == VoicePublisher.MAX_UNACKNOWLEDGED);
    assertThat(bringing.isAlive()).isTrue();

    publisher.sent.getFirst().complete(DURABLE);

    await().until(() -> brought.get() == VoicePublisher.MAX_UNACKNOWLEDGED + 1);
  }

  @Test
  void shouldSendAgainForEverWhatWasNotTaken() {
    publisher.refusals.set(50);

    voicePublisher.put(digit(1));

    assertThat(publisher.keys).hasSize(51).containsOnly("call");
    assertThat(meters.get("voice_retries_total").counter().count()).isEqualTo(50);
  }

  @Test
  void shouldSendAgainWhatFailedLater() {
    voicePublisher.put(digit(1));
    publisher.sent.getFirst().complete(UNAVAILABLE);
    await().until(() -> publisher.sent.size() == 2);

    publisher.sent.getLast().complete(DURABLE);

    await().until(() -> voicePublisher.unacknowledged() == 0);
  }

  @Test
  void shouldNotDropAFrameWhenItsThreadIsInterrupted() {
    Thread.currentThread().interrupt();
    voicePublisher.put(digit(1));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(publisher.keys).hasSize(1);
  }

  private static VoiceRecord digit(int millis) {
    var frame = new VoiceFrame.CallEndFrame("call", Long.toString(millis));
    return VoiceRecord.of(frame, Instant.EPOCH);
  }

  private static final class SlowPublisher implements Publisher {
    private final List<CompletableFuture<Publication>> sent = new CopyOnWriteArrayList<>();
    private final List<Object> keys = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();

    @Override
    public <K, V> CompletableFuture<Publication> send(
        Topic<K, V> topic, K key, V value, EventHeaders headers) {
      keys.add(key);
      if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        return CompletableFuture.completedFuture(UNAVAILABLE);
      }
      var answer = new CompletableFuture<Publication>();
      sent.add(answer);
      return answer;
    }

    @Override
    public Publication await(CompletableFuture<Publication> publication) {
      return publication.join();
    }
  }
}
