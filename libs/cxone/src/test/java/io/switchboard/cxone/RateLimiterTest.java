package io.switchboard.cxone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
  @Test
  void shouldLetTheMoreUrgentGoFirst() throws Exception {
    var limiter = new RateLimiter(2);
    var order = Collections.synchronizedList(new ArrayList<Priority>());
    var held = List.of(limiter.acquire(Priority.CONTACT), limiter.acquire(Priority.CONTACT));
    var threads = new ArrayList<Thread>();
    for (var priority :
        List.of(Priority.CONTACT, Priority.CALLER, Priority.OPT_OUT, Priority.TOKEN)) {
      threads.add(Thread.ofVirtual().start(() -> pass(limiter, priority, order)));
      await().until(() -> limiter.waiting() == threads.size());
    }

    held.forEach(RateLimiter.Permit::close);
    for (var thread : threads) {
      thread.join();
    }

    assertThat(order)
        .containsExactly(Priority.TOKEN, Priority.OPT_OUT, Priority.CALLER, Priority.CONTACT);
  }

  @Test
  void shouldForgetAWaiterThatGaveUp() throws Exception {
    var limiter = new RateLimiter(1);
    var held = limiter.acquire(Priority.CONTACT);
    var order = Collections.synchronizedList(new ArrayList<Priority>());
    var impatient = Thread.ofVirtual().start(() -> pass(limiter, Priority.TOKEN, order));
    var patient = Thread.ofVirtual().start(() -> pass(limiter, Priority.CONTACT, order));
    await().until(() -> limiter.waiting() == 2);

    impatient.interrupt();
    impatient.join();
    held.close();
    patient.join();

    assertThat(order).containsExactly(Priority.CONTACT);
  }

  private static void pass(RateLimiter limiter, Priority priority, List<Priority> order) {
    try (var _ = limiter.acquire(priority)) {
      order.add(priority);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
