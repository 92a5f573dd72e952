package io.switchboard.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {

  @Test
  void shouldRefuseADirectoryThatALiveUpHas(@TempDir Path dir) {
    try (var held = DataDirectory.take(dir)) {
      assertThat(held.kafka().getParent()).isEqualTo(dir);

      assertThatThrownBy(() -> DataDirectory.take(dir))
          .hasMessageContaining("another `up`")
          .hasMessageContaining(Long.toString(ProcessHandle.current().pid()))
          .hasMessageContaining("--data-dir");
    }
  }

  @Test
  void shouldBeFreeAgainAfterwards(@TempDir Path dir) {
    DataDirectory.take(dir).close();

    DataDirectory.take(dir).close();
  }

  @Test
  void shouldWriteAddressesForTheOwnerAlone(@TempDir Path dir) throws Exception {
    try (var data = DataDirectory.take(dir)) {
      data.writeAddresses(Map.of("REDIS_URL", "redis://127.0.0.1:1"));

      var file = dir.resolve(DataDirectory.ADDRESSES);
      assertThat(file).content().isEqualTo("REDIS_URL=redis://127.0.0.1:1\n");
      assertThat(Files.getPosixFilePermissions(file))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }
}
