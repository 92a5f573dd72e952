package io.switchboard.ivr.definition.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.ivr.definition.drawing.MenuTraffic.NodeTraffic;
import io.switchboard.ivr.definition.drawing.MenuTraffic.Passage;
import io.switchboard.ivr.definition.drawing.MenuTraffic.Route;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MenuTrafficTest {
  @Test
  void shouldTellCallsThatWereServedFromThoseThatLeft() {
    var traffic =
        MenuTraffic.of(
            List.of(
                new Route(List.of("root", "leaf"), Outcome.COMPLETED, 5),
                new Route(List.of("root", "leaf"), Outcome.TIMED_OUT, 2),
                new Route(List.of("root"), Outcome.ABANDONED, 3)));

    assertThat(traffic.calls()).isEqualTo(10);
    assertThat(traffic.at("root")).isEqualTo(new NodeTraffic(10, 0, 3));
    assertThat(traffic.at("leaf")).isEqualTo(new NodeTraffic(7, 5, 2));
    assertThat(traffic.at("root").wentOn()).isEqualTo(7);
  }

  @Test
  void shouldCountACallOnceHoweverOftenItComesBack() {
    var traffic =
        MenuTraffic.of(
            List.of(
                new Route(
                    List.of("root", "leaf", "root", "root", "leaf"), Outcome.TRANSFERRED, 4)));

    assertThat(traffic.at("root").visits()).isEqualTo(4);
    assertThat(traffic.passages())
        .containsEntry(new Passage("root", "leaf"), 4L)
        .containsEntry(new Passage("leaf", "root"), 4L)
        .hasSize(2);
  }

  @Test
  void shouldCountACallWithoutANodeAmongAll() {
    var traffic = MenuTraffic.of(List.of(new Route(List.of(), Outcome.ABANDONED, 1)));

    assertThat(traffic.calls()).isEqualTo(1);
    assertThat(traffic.at("root")).isEqualTo(NodeTraffic.NONE);
  }
}
