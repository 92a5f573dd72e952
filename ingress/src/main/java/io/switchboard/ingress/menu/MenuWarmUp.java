package io.switchboard.ingress.menu;

import io.switchboard.contract.topic.Topic;
import io.switchboard.ingress.publishing.Publisher;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.MonitoredTask;
import java.time.Duration;

/**
 * Makes the publisher for callers find its topic before the first call, so that 50 ms are enough;
 * the health check "menu-requests" is down until then.
 */
final class MenuWarmUp implements AutoCloseable {
  private static final String CHECK = "menu-requests";
  private static final Duration RETRY = Duration.ofMillis(100);

  private final Thread thread;

  private MenuWarmUp(Thread thread) {
    this.thread = thread;
  }

  static MenuWarmUp start(Publisher publisher, Topic<?, ?> topic, HealthChecks health) {
    health.down(CHECK, "looking for " + topic.name());
    return new MenuWarmUp(
        Thread.ofVirtual()
            .name("menu-warm-up")
            .start(MonitoredTask.of(CHECK, health, () -> run(publisher, topic, health))));
  }

  private static void run(Publisher publisher, Topic<?, ?> topic, HealthChecks health) {
    try {
      while (!publisher.warm(topic)) {
        Thread.sleep(RETRY);
      }
      health.up(CHECK);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // close() asks for it
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
