package io.switchboard.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Stopping under load: what was accepted is on the topic, and everybody else was told. */
class GracefulStopTest {

  @Test
  void shouldLoseNothingThatItAccepted() throws InterruptedException {
    var accepted = new ConcurrentLinkedQueue<String>();
    var warm = new CountDownLatch(100);
    try (var ingress = RunningIngress.start();
        var senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var sender = 0; sender < 8; sender++) {
        var name = "s" + sender + "-";
        senders.execute(() -> sendUntilRefused(ingress, name, accepted, warm));
      }
      assertThat(warm.await(3, TimeUnit.MINUTES)).isTrue();

      ingress.close();
      senders.shutdown();
      assertThat(senders.awaitTermination(3, TimeUnit.MINUTES)).isTrue();

      var stored =
          ingress.read(ingress.topics().callResults().name()).lines().stream()
              .map(TopicReader.TextRecord::key)
              .collect(Collectors.toSet());
      assertThat(stored)
          .hasSameElementsAs(accepted); // nothing lost, and every sender has its answer
    }
  }

  private static void sendUntilRefused(
      RunningIngress ingress,
      String name,
      ConcurrentLinkedQueue<String> accepted,
      CountDownLatch warm) {
    for (var n = 0; ; n++) {
      var id = name + n;
      try {
        var answer =
            ingress.post(
                "/webhook/call-result", "{\"contactId\":\"" + id + "\",\"dispositionCode\":\"1\"}");
        if (answer.statusCode() != 200) {
          return;
        }
        accepted.add(id);
        warm.countDown();
      } catch (UncheckedIOException _) {
        return; // the port is closed: nothing was promised
      }
    }
  }
}
