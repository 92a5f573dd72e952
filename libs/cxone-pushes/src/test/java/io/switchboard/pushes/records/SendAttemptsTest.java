package io.switchboard.pushes.records;

import static io.switchboard.pushes.state.StreamRecords.TOPICS;
import static io.switchboard.pushes.state.StreamRecords.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.pushes.state.Push;
import io.switchboard.pushes.state.PushInput;
import io.switchboard.pushes.state.PushSourcesTest;
import io.switchboard.pushes.state.StreamRecords;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An attempt is committed before the request is sent. */
class SendAttemptsTest {
  private final SendAttempts attempts = new SendAttempts();
  private final Push push = push();

  @Test
  void shouldWaitForACommitThatContainsTheAttempt() throws Exception {
    var before = attempts.snapshot(Set.of(push.partition()));
    var sender = begin();
    await().until(() -> attempts.begun(push.partition()).contains(7L));

    attempts.committed(before);
    var stillWaiting = attempts.awaitsCommit() && sender.isAlive();
    attempts.committed(attempts.snapshot(Set.of(push.partition())));

    assertThat(stillWaiting).isTrue();
    assertThat(sender.join(Duration.ofMinutes(3))).isTrue();
    assertThat(attempts.awaitsCommit()).isFalse();
  }

  @Test
  void shouldNeedANewCommitToSendAgain() throws Exception {
    var first = begin();
    await().until(() -> attempts.begun(push.partition()).contains(7L));
    var snapshot = attempts.snapshot(Set.of(push.partition()));
    attempts.committed(snapshot);
    first.join();
    attempts.end(push);
    var second = begin();
    await().until(attempts::awaitsCommit);

    attempts.committed(snapshot);
    var stillWaiting = attempts.awaitsCommit();
    attempts.committed(attempts.snapshot(Set.of(push.partition())));

    assertThat(stillWaiting).isTrue();
    assertThat(second.join(Duration.ofMinutes(3))).isTrue();
  }

  private Thread begin() {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                attempts.begin(push);
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private static Push push() {
    var record =
        StreamRecords.record(
            TOPICS.dispositionsClassified(), "k-1", result("k-1", "e1", "lead"), 7);
    return ((PushInput.Wanted) PushSourcesTest.source(PushKind.CONTACT).read(record, Set.of()))
        .push();
  }
}
