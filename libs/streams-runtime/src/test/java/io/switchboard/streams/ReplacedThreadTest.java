package io.switchboard.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A service ends when a thread of it ends unexpectedly; replaced stream threads do not. */
@Isolated("the handler of uncaught exceptions is that of all tests")
final class ReplacedThreadTest {
  private final Thread.UncaughtExceptionHandler before =
      Thread.getDefaultUncaughtExceptionHandler();

  @TempDir Path state;

  @AfterEach
  void restoreHandler() {
    Thread.setDefaultUncaughtExceptionHandler(before);
  }

  @Test
  void shouldFailWithWhatToDoWhenInputTopicsAreMissing() throws Exception {
    var unexpected = new ConcurrentLinkedQueue<String>();
    Thread.setDefaultUncaughtExceptionHandler((thread, _) -> unexpected.add(thread.getName()));
    var rig = new StreamsRig(state, Map.of());

    try (var _ = rig.start(rig.topology("nowhere"), options())) {
      awaitFailure(rig);
    }

    assertThat(rig.health.snapshot())
        .anySatisfy(check -> assertThat(check.detail()).contains("switchboard topics apply"));
    assertThat(rig.meters.counter("stream_threads_replaced_total").count()).isEqualTo(2);
    assertThat(unexpected).isEmpty();
  }

  /** For example because the brokers' names are unknown for a moment. */
  @Test
  void shouldFailWhenNoThreadCanBeStartedInThePlaceOfAnother() throws Exception {
    var rig = new StreamsRig(state, Map.of());

    try (var _ = rig.start(rig.topology("nowhere"), options())) {
      RefusingInterceptor.refusing = true;
      awaitFailure(rig);
    } finally {
      RefusingInterceptor.refusing = false;
    }

    assertThat(rig.health.snapshot())
        .anySatisfy(check -> assertThat(check.detail()).contains("could not be replaced"));
  }

  private StreamsOptions options() {
    var interceptor = StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG);
    return new StreamsOptions(
        state,
        1,
        0,
        0,
        Duration.ofMillis(100),
        Map.of(interceptor, RefusingInterceptor.class.getName()));
  }

  private static void awaitFailure(StreamsRig rig) {
    await()
        .dontCatchUncaughtExceptions()
        .atMost(Duration.ofMinutes(3))
        .until(() -> !rig.health.alive());
  }

  /** Lets no consumer be created while it refuses. */
  public static final class RefusingInterceptor implements ConsumerInterceptor<byte[], byte[]> {
    private static volatile boolean refusing;

    @Override
    public void configure(Map<String, ?> configuration) {
      if (refusing) {
        throw new IllegalStateException("no consumer is created");
      }
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
      return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
  }
}
