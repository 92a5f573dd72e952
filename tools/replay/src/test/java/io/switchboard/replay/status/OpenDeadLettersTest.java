package io.switchboard.replay.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OpenDeadLettersTest {
  private final OpenDeadLetters open = new OpenDeadLetters();
  private long read;

  @Test
  void shouldCountOnceWhileTheOffsetsStayTheSame() {
    open.at(List.of(1L), this::count);

    var again = open.at(List.of(1L), this::count);

    assertThat(again).containsEntry("a.dlq", 1L);
  }

  @Test
  void shouldCountAgainWhenAnOffsetHasChanged() {
    open.at(List.of(1L), this::count);

    var again = open.at(List.of(2L), this::count);

    assertThat(again).containsEntry("a.dlq", 2L);
  }

  private Map<String, Long> count() {
    return Map.of("a.dlq", ++read);
  }
}
