package io.switchboard.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class PartsTest {
  private final List<String> closed = new CopyOnWriteArrayList<>();
  private final Parts parts = new Parts();

  @Test
  void shouldCloseTheLastStageFirstAndGoOnAfterAFailure() {
    keep("broker");
    parts.nextStage();
    parts.keep(
        "sink",
        () -> {
          throw new IllegalStateException("stuck");
        });
    parts.nextStage();
    keep("ingress");

    parts.close();

    assertThat(closed).containsExactly("ingress", "broker");
  }

  @Test
  void shouldCloseAtOnceWhatStartsTooLate() {
    parts.close();

    assertThatThrownBy(() -> keep("late")).hasMessageContaining("late");
    assertThat(closed).containsExactly("late");
  }

  private void keep(String name) {
    parts.keep(name, () -> closed.add(name));
  }
}
