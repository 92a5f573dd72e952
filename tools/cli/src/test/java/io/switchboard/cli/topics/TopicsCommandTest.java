package io.switchboard.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cli.CommandRig;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TopicsCommandTest {
  @Test
  void shouldCompareTheBrokerOfAnUpWithTheEmbeddedProfile(@TempDir Path directory) {
    try (var rig = CommandRig.withTopicsOfUp(directory)) {
      var ran = rig.run("topics", "plan");

      assertThat(ran.out()).doesNotContain("partitions, topics.yaml wants");
    }
  }
}
