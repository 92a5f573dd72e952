package io.switchboard.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 of the whole process in the middle of traffic, again and again. One kill of each service
 * and broker in the default suite: {@code ClusterTest}; of the broker alone: {@code
 * KilledBrokerTest}.
 */
final class KilledServicesTest {
  private static final long SEED = Long.getLong("switchboard.seed", 20261123L);
  private static final int SENDERS = 4;

  private final ConcurrentLinkedQueue<String> accepted = new ConcurrentLinkedQueue<>();
  private final AtomicInteger sequence = new AtomicInteger();

  @Test
  @Tag("long")
  void shouldHaveEveryAcceptedEventInItsTableOnceAfterManyKills(@TempDir Path directory)
      throws Exception {
    killAndCompare(directory, Integer.getInteger("switchboard.kills", 10));
  }

  private void killAndCompare(Path directory, int kills) throws Exception {
    var random = new Random(SEED);
    try (var switchboard = new RunningSwitchboard(directory)) {
      for (var kill = 0; kill < kills; kill++) {
        switchboard.up();
        sendWhileKilling(switchboard, accepted.size() + 20 + random.nextInt(150));
      }
      switchboard.up();

      assertThat(accepted).hasSizeGreaterThan(kills * 10);
      await("seed " + SEED + ": all accepted events in the tables")
          .untilAsserted(
              () -> {
                assertThat(switchboard.rows("select id from contact_records"))
                    .containsAll(accepted)
                    .doesNotHaveDuplicates();
                assertThat(switchboard.rows("select contact_id from dispositions"))
                    .containsAll(accepted)
                    .doesNotHaveDuplicates();
              });
      assertThat(switchboard.topic("sink-postgres.dlq")).isEmpty();
      assertThat(switchboard.stop()).isIn(0, 143);
    }
  }

  private void sendWhileKilling(RunningSwitchboard switchboard, int killAfter) throws Exception {
    var killed = new AtomicBoolean();
    var running = new ArrayList<Future<?>>();
    try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var sender = 0; sender < SENDERS; sender++) {
        running.add(senders.submit(() -> sendUntil(killed, switchboard)));
      }
      await().until(() -> accepted.size() >= killAfter);
      switchboard.kill();
      killed.set(true);
    }
    for (var sender : running) {
      sender.get();
    }
  }

  private void sendUntil(AtomicBoolean killed, RunningSwitchboard switchboard) {
    while (!killed.get()) {
      var id = "e" + sequence.incrementAndGet();
      try {
        var contact =
            switchboard.post(
                "/webhook/data-actions",
                "{\"events\":[{\"id\":\"%s\",\"timestamp\":\"2026-11-20T10:00:00Z\"}]}"
                    .formatted(id));
        var result =
            switchboard.post(
                "/webhook/call-result",
                "{\"contactId\":\"%s\",\"dispositionCode\":\"2001\",\"timestamp\":\"2026-11-20T10:00:00Z\"}"
                    .formatted(id));
        if (List.of(contact.statusCode(), result.statusCode()).equals(List.of(200, 200))) {
          accepted.add(id);
        }
      } catch (IOException e) {
        if (!killed.get() && accepted.isEmpty()) {
          throw new java.io.UncheckedIOException("refused before the first kill", e);
        }
        Thread.onSpinWait(); // killed in the middle of a request: it was not accepted
      }
    }
  }
}
