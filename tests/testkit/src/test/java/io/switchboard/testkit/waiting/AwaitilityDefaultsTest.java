package io.switchboard.testkit.waiting;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class AwaitilityDefaultsTest {
  @Test
  void shouldNotFailByAnExceptionThatEndsAThreadOfAnotherTest() {
    var ended = new AtomicReference<Thread>();
    var other =
        new Thread(
            () -> {
              throw new IllegalStateException("another test's");
            });

    assertThatCode(
            () ->
                await()
                    .until(
                        () -> {
                          if (ended.compareAndSet(null, other)) {
                            other.start();
                          }
                          return !other.isAlive();
                        }))
        .doesNotThrowAnyException();
  }
}
