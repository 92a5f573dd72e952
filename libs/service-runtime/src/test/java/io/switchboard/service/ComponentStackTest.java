package io.switchboard.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

final class ComponentStackTest {
  private final ComponentStack components = new ComponentStack();
  private final List<String> closed = new CopyOnWriteArrayList<>();

  @Test
  void shouldCloseInReverseOrder() {
    components.add("first", () -> closed.add("first"));
    components.add("second", () -> closed.add("second"));
    components.add("third", () -> closed.add("third"));

    components.close();

    assertThat(closed).containsExactly("third", "second", "first");
  }

  @Test
  void shouldCloseAGroupConcurrently() {
    var both = new CyclicBarrier(2); // neither returns before the other has begun
    components.beginGroup();
    components.addToGroup("left", () -> closed.add("left " + (both.await() >= 0)));
    components.addToGroup("right", () -> closed.add("right " + (both.await() >= 0)));

    components.close();

    assertThat(closed).containsExactlyInAnyOrder("left true", "right true");
  }

  @Test
  void shouldCloseTheOthersWhenOneFails() {
    components.add("first", () -> closed.add("first"));
    components.add(
        "second",
        () -> {
          throw new IllegalStateException("broken");
        });

    components.close();

    assertThat(closed).containsExactly("first");
  }

  @Test
  void shouldCloseAComponentThatArrivesTooLate() {
    components.close();

    assertThatThrownBy(() -> components.add("late", () -> closed.add("late")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("late was stopped while it started");

    assertThat(closed).containsExactly("late");
  }

  @Test
  void shouldCloseEachComponentOnce() {
    components.add("only", () -> closed.add("only"));
    components.close();

    components.close();

    assertThat(closed).containsExactly("only");
  }
}
