package io.switchboard.pushes.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.contract.headers.ReplayId;
import io.switchboard.pushes.state.Push;
import io.switchboard.pushes.state.PushInput;
import io.switchboard.pushes.state.PushSourcesTest;
import io.switchboard.pushes.state.StreamRecords;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** What waits between reading and pushing. */
class PartitionBufferTest {
  private static final long NOW = System.nanoTime();

  @Test
  void shouldReleaseWhatIsBeforeAnAcceptedPosition() {
    var buffer = new PartitionBuffer(ReadProgress.none(), NOW);
    buffer.add(push("k-1", 0));
    buffer.add(push("k-2", 1));

    var before = buffer.release(NOW);
    buffer.accepted(1);
    var after = buffer.release(NOW);

    assertThat(before).isEmpty();
    assertThat(after).extracting(Push::key).containsExactly("k-1");
    assertThat(buffer.awaitsCommit()).isTrue();
  }

  @Test
  void shouldOnlyFoldUntilItHasPassedThePredecessor() {
    var buffer = new PartitionBuffer(ReadProgress.exact(5, List.of(0L, 3L, 4L)), NOW);
    buffer.add(push("k-1", 0));
    buffer.accepted(1);
    var early = buffer.release(NOW);

    var replaced = buffer.add(push("k-1", 4));
    buffer.accepted(5);

    assertThat(early).isEmpty();
    assertThat(replaced).map(push -> push.source().offset()).contains(0L);
    assertThat(buffer.release(NOW)).extracting(push -> push.source().offset()).containsExactly(4L);
  }

  @Test
  void shouldKnowWhatThePredecessorHadAnswered() {
    var buffer = new PartitionBuffer(ReadProgress.exact(5, List.of(0L, 3L)), NOW);

    assertThat(List.of(0L, 1L, 2L, 3L, 4L, 5L).stream().filter(buffer::isAnswered))
        .containsExactly(1L, 2L, 4L);
  }

  @Test
  void shouldCommitThePredecessorsProgressUntilItHasPassedIt() {
    var buffer = new PartitionBuffer(ReadProgress.exact(9, List.of(0L, 3L, 7L)), NOW);

    var early = buffer.progress(2, List.of(0L), Set.of());
    buffer.accepted(9);
    var late = buffer.progress(9, List.of(7L), Set.of());

    assertThat(early).isEqualTo(ReadProgress.exact(9, List.of(0L, 3L, 7L)));
    assertThat(late).isEqualTo(ReadProgress.exact(9, List.of(7L)));
  }

  @Test
  void shouldHaveEachStateCheckedWhenItCannotCatchUp() {
    var buffer = new PartitionBuffer(ReadProgress.unknownUpTo(3), NOW);
    buffer.add(push("k-1", 0));
    buffer.stopCatchingUp();
    buffer.add(push("k-2", 2));
    buffer.add(push("k-3", 3));

    var progress = buffer.progress(2, List.of(0L), Set.of());
    buffer.accepted(4);

    assertThat(buffer.release(NOW)).extracting(Push::repeated).containsExactly(true, true, false);
    assertThat(progress.exact()).isFalse();
    assertThat(progress.position()).isEqualTo(3);
  }

  @Test
  void shouldWaitForThePredecessorsRequests() {
    var buffer = new PartitionBuffer(ReadProgress.none(), NOW + 100);
    buffer.add(push("k-1", 0));
    buffer.accepted(1);

    assertThat(buffer.release(NOW)).isEmpty();
    assertThat(buffer.release(NOW + 100)).hasSize(1);
  }

  @Test
  void shouldNotLetAReplayedStateReplaceANewerOne() {
    var buffer = new PartitionBuffer(ReadProgress.unknownUpTo(2), NOW);
    buffer.add(push("k-1", 0));

    var refused = buffer.add(replayed("k-1", 1));
    buffer.accepted(2);

    assertThat(refused).map(push -> push.source().offset()).contains(1L);
    assertThat(buffer.release(NOW)).extracting(push -> push.source().offset()).containsExactly(0L);
  }

  private static Push push(String key, long offset) {
    return push(key, offset, new RecordHeaders());
  }

  private static Push replayed(String key, long offset) {
    return push(
        key,
        offset,
        new RecordHeaders().add(ReplayId.HEADER, "r".getBytes(StandardCharsets.UTF_8)));
  }

  private static Push push(String key, long offset, Headers headers) {
    var topic = StreamRecords.TOPICS.dispositionsClassified();
    var value = StreamRecords.result(key, "e" + offset, "lead");
    var record = StreamRecords.record(topic, key, value, offset, headers);
    var reading = PushSourcesTest.source(PushKind.CONTACT).read(record, Set.of("r"));
    return ((PushInput.Wanted) reading).push();
  }
}
