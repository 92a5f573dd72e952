package io.switchboard.cxone.limit;

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
    var order = Collections.synchronizedList(new ArrayList<RequestPriority>());
    var held =
        List.of(limiter.acquire(RequestPriority.CONTACT), limiter.acquire(RequestPriority.CONTACT));
    var threads = new ArrayList<Thread>();
    for (var priority :
        List.of(
            RequestPriority.CONTACT,
            RequestPriority.CALLER,
            RequestPriority.OPT_OUT,
            RequestPriority.TOKEN)) {
      threads.add(Thread.ofVirtual().start(() -> pass(limiter, priority, order)));
      await().until(() -> limiter.waiting() == threads.size());
    }

    held.forEach(RateLimiter.Permit::close);
    for (var thread : threads) {
      thread.join();
    }

    assertThat(order)
        .containsExactly(
            RequestPriority.TOKEN,
            RequestPriority.OPT_OUT,
            RequestPriority.CALLER,
            RequestPriority.CONTACT);
  }

  @Test
  void shouldForgetAWaiterThatGaveUp() throws Exception {
    var limiter = new RateLimiter(1);
    var held = limiter.acquire(RequestPriority.CONTACT);
    var order = Collections.synchronizedList(new ArrayList<RequestPriority>());
    var impatient = Thread.ofVirtual().start(() -> pass(limiter, RequestPriority.TOKEN, order));
    var patient = Thread.ofVirtual().start(() -> pass(limiter, RequestPriority.CONTACT, order));
    await().until(() -> limiter.waiting() == 2);

    impatient.interrupt();
    impatient.join();
    held.close();
    patient.join();

    assertThat(order).containsExactly(RequestPriority.CONTACT);
  }

  private static void pass(
      RateLimiter limiter, RequestPriority priority, List<RequestPriority> order) {
    try (var _ = limiter.acquire(priority)) {
      order.add(priority);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
