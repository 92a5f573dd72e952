package io.switchboard.pushes.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an active pusher tells its successor about a partition. */
class ReadProgressTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldReadBackWhatWasCommitted(long seed) {
    var random = new Random(seed);
    var first = random.nextLong(1L << 40);
    var open =
        Stream.iterate(first, last -> last + 1 + random.nextInt(random.nextBoolean() ? 3 : 20_000))
            .limit(random.nextInt(1_200))
            .collect(Collectors.toCollection(TreeSet::new));
    var position = open.isEmpty() ? first : open.last() + 1 + random.nextInt(1_000);
    var committed = open.isEmpty() ? position : open.first();
    var attempted = open.stream().filter(_ -> random.nextInt(20) == 0).toList();
    var progress = ReadProgress.exact(position, open).withAttempted(attempted);

    var text = progress.text(committed);

    assertThat(text.length()).isLessThanOrEqualTo(4_000);
    assertThat(ReadProgress.parse(text, committed)).contains(progress);
  }

  @Test
  void shouldLeaveOutOpenOffsetsThatDoNotFitAndSaySo() {
    var open = LongStream.range(0, 5_000).boxed().toList();

    var read = ReadProgress.parse(ReadProgress.exact(9_000, open).text(0), 0).orElseThrow();

    assertThat(read).isEqualTo(ReadProgress.unknownUpTo(9_000));
    assertThat(read.isAnswered(8_000)).isFalse();
  }

  @Test
  void shouldKeepAttemptsWhenTheOpenOffsetsDoNotFit() {
    var open = LongStream.range(0, 5_000).boxed().toList();
    var progress = ReadProgress.exact(9_000, open).withAttempted(List.of(7L, 4_999L));

    var read = ReadProgress.parse(progress.text(0), 0).orElseThrow();

    assertThat(read).isEqualTo(ReadProgress.unknownUpTo(9_000).withAttempted(List.of(7L, 4_999L)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "12 =!!", "12 =gA", "99999999999999999999"})
  void shouldNotBelieveWhatItCannotRead(String text) {
    assertThat(ReadProgress.parse(text, 0)).isEmpty();
  }

  @Test
  void shouldEndWithALogThatWasCut() {
    var progress = ReadProgress.exact(100, List.of(3L, 50L)).upTo(10);

    assertThat(progress).isEqualTo(ReadProgress.exact(10, List.of(3L)));
  }
}
