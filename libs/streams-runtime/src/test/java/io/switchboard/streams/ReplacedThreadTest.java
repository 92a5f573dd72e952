package io.switchboard.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
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

    try (var _ = rig.start(rig.topology("nowhere"))) {
      await()
          .dontCatchUncaughtExceptions()
          .atMost(Duration.ofMinutes(3))
          .until(() -> !rig.health.alive());
    }

    assertThat(rig.health.snapshot())
        .anySatisfy(check -> assertThat(check.detail()).contains("switchboard topics apply"));
    assertThat(rig.meters.counter("stream_threads_replaced_total").count()).isEqualTo(2);
    assertThat(unexpected).isEmpty();
  }
}
