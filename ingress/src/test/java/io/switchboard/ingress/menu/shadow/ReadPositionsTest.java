package io.switchboard.ingress.menu.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReadPositionsTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final CompletableFuture<Void> NEVER = new CompletableFuture<>();

  private final ReadPositions positions = new ReadPositions();

  @Test
  void shouldWaitUntilTheOffsetHasBeenRead() {
    positions.read(0, 4);
    Thread.ofVirtual().start(() -> positions.read(0, 5));

    assertThat(positions.await(0, 5, NEVER, LONG)).isTrue();
  }

  @Test
  void shouldGiveUpAfterTheTimeout() {
    positions.read(1, 5);

    assertThat(positions.await(0, 5, NEVER, Duration.ofMillis(1))).isFalse();
  }

  @Test
  void shouldWaitNoLongerWhenItIsNeedless() {
    assertThat(positions.await(0, 5, CompletableFuture.completedFuture(null), LONG)).isFalse();
    assertThat(
            positions.await(
                0, 5, CompletableFuture.failedFuture(new IllegalStateException()), LONG))
        .isFalse();
  }
}
