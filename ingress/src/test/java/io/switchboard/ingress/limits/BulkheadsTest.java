package io.switchboard.ingress.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who finds no place waits for one, in order, and not for ever; no lane waits for another. */
class BulkheadsTest {
  private static final Limits ONE_PLACE =
      new Limits(
          65_536,
          65_536,
          1,
          1,
          1,
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          100);
  private final Bulkheads bulkheads = new Bulkheads(ONE_PLACE);
  private final CountDownLatch end = new CountDownLatch(1);
  private CompletableFuture<Optional<String>> inside = new CompletableFuture<>();

  @BeforeEach
  void takeTheOnlyPlace() {
    inside = asked(Duration.ZERO, "first");
    Awaitility.await().until(() -> bulkheads.requests(Bulkhead.WEBHOOKS).inUse() == 1);
  }

  @AfterEach
  void leave() {
    end.countDown();
  }

  @Test
  void shouldGiveAPlaceToWhoWaitedForIt() {
    var waiting = asked(Duration.ofMinutes(1), "second");
    Awaitility.await().until(() -> bulkheads.requests(Bulkhead.WEBHOOKS).queued() == 1);

    end.countDown();

    assertThat(inside.join()).hasValue("first");
    assertThat(waiting.join()).hasValue("second");
    assertThat(bulkheads.requests(Bulkhead.WEBHOOKS).inUse()).isZero();
  }

  @Test
  void shouldTurnAwayWhoHasWaitedLongEnough() {
    var late = asked(Duration.ZERO, "late");

    assertThat(late.join()).isEmpty();
    assertThat(inside).isNotDone();
  }

  @Test
  void shouldLetCallersPassWhileWebhooksAreFull() {
    var caller = bulkheads.requests(Bulkhead.CALLERS).within(Duration.ZERO, () -> "a menu");

    assertThat(caller).hasValue("a menu");
  }

  private CompletableFuture<Optional<String>> asked(Duration timeout, String answer) {
    return CompletableFuture.supplyAsync(
        () ->
            bulkheads
                .requests(Bulkhead.WEBHOOKS)
                .within(
                    timeout,
                    () -> {
                      await();
                      return answer;
                    }),
        Thread::startVirtualThread);
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
