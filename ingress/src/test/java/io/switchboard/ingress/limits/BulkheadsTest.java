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
          100,
          1_000,
          1_000);
  private final Bulkheads bulkheads = new Bulkheads(ONE_PLACE);
  private final CountDownLatch end = new CountDownLatch(1);
  private CompletableFuture<Optional<String>> inside = new CompletableFuture<>();

  @BeforeEach
  void takeTheOnlyPlace() {
    inside = asked(System.nanoTime(), "first");
    Awaitility.await().until(() -> bulkheads.inFlight(Bulkhead.WEBHOOKS) == 1);
  }

  @AfterEach
  void leave() {
    end.countDown();
  }

  @Test
  void shouldGiveAPlaceToWhoWaitedForIt() {
    var waiting = asked(System.nanoTime() + Duration.ofMinutes(1).toNanos(), "second");
    Awaitility.await().until(() -> bulkheads.queued(Bulkhead.WEBHOOKS) == 1);

    end.countDown();

    assertThat(inside.join()).hasValue("first");
    assertThat(waiting.join()).hasValue("second");
    assertThat(bulkheads.inFlight(Bulkhead.WEBHOOKS)).isZero();
  }

  @Test
  void shouldTurnAwayWhoHasWaitedLongEnough() {
    var late = asked(System.nanoTime() - Bulkheads.QUEUE_TIMEOUT.toNanos(), "late");

    assertThat(late.join()).isEmpty();
    assertThat(inside).isNotDone();
  }

  @Test
  void shouldLetCallersPassWhileWebhooksAreFull() {
    var caller = bulkheads.within(Bulkhead.CALLERS, System.nanoTime(), () -> "a menu");

    assertThat(caller).hasValue("a menu");
  }

  private CompletableFuture<Optional<String>> asked(long since, String answer) {
    return CompletableFuture.supplyAsync(
        () ->
            bulkheads.within(
                Bulkhead.WEBHOOKS,
                since,
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
