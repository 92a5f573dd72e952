package io.switchboard.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UpSettingsTest {

  @Test
  void shouldEmbedWhatTheEnvironmentDoesNotName(@TempDir Path dir) {
    var settings = settings(dir, Map.of("DATABASE_URL", "postgres://u:p@db:5432/x"), 0);

    assertThat(settings.embedsDatabase()).isFalse();
    assertThat(settings.embedsBroker()).isTrue();
    assertThat(settings.embedsRedis()).isTrue();
    assertThat(settings.embedsTenant()).isTrue();
  }

  @Test
  void shouldRefuseTrafficWithoutTheSimulatedTenant(@TempDir Path dir) {
    assertThatThrownBy(() -> settings(dir, Map.of("CXONE_BASE_URL", "https://cxone"), 5))
        .hasMessageContaining("--traffic");
  }

  @Test
  void shouldSimulateNoTenantBesideOneThatIsFoundByItsIssuer(@TempDir Path dir) {
    var nice = settings(dir, Map.of("CXONE_PROFILE", "nice"), 5);
    var yours = Map.of("CXONE_PROFILE", "nice", "CXONE_ACCESS_KEY_ID", "KEY");

    assertThat(nice.embedsTenant()).isTrue();
    assertThat(settings(dir, yours, 0).embedsTenant()).isFalse();
  }

  @Test
  void shouldPollCompletedContactsInTheShapeOfNiceUnlessToldOtherwise(@TempDir Path dir) {
    var variables = Map.of("CXONE_PROFILE", "nice", "CXONE_POLL_INTERVAL", "60");
    try (var data = DataDirectory.take(dir)) {
      var environments = new ServiceSettings(settings(dir, variables, 0), data, Map.of());
      var ingress = environments.of(ServiceCatalog.entries().getFirst()).variables();

      assertThat(ingress)
          .containsEntry("CXONE_POLL_COMPLETED", "true")
          .containsEntry("CXONE_POLL_INTERVAL", "60")
          .containsKeys("CXONE_TAGS", "PUBLIC_URL");
    }
  }

  @Test
  void shouldTakeThePortsOfIngressFromTheEnvironment(@TempDir Path dir) {
    assertThat(settings(dir, Map.of("HTTP_PORT", "18080"), 0).ports().http()).isEqualTo(18_080);
  }

  @Test
  void shouldGiveEachServicePortsAndStateOfItsOwn(@TempDir Path dir) {
    var settings = settings(dir, Map.of("MANAGEMENT_PORT", "1", "TRANSFER_URL", "https://x"), 0);
    try (var data = DataDirectory.take(dir)) {
      var environments =
          new ServiceSettings(settings, data, Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1"));
      var all =
          ServiceCatalog.entries().stream()
              .map(entry -> environments.of(entry).variables())
              .toList();

      assertThat(all).extracting(map -> map.get("MANAGEMENT_PORT")).doesNotHaveDuplicates();
      assertThat(all).extracting(map -> map.get("STATE_DIR")).doesNotHaveDuplicates();
      assertThat(all).allSatisfy(map -> assertThat(map).containsEntry("TRANSFER_URL", "https://x"));
    }
  }

  @Test
  void shouldEmbedNothingThatAFileNames(@TempDir Path dir) throws IOException {
    var file = Files.writeString(dir.resolve("secret"), "postgres://u:p@db:5432/x\n");

    var settings = settings(dir, Map.of("DATABASE_URL_FILE", file.toString()), 0);

    assertThat(settings.embedsDatabase()).isFalse();
  }

  @Test
  void shouldTellOtherCommandsTheFileAndNotTheSecretThatItHolds(@TempDir Path dir)
      throws IOException {
    var file = Files.writeString(dir.resolve("secret"), "postgres://u:p@db:5432/x\n");
    var settings =
        settings(
            dir, Map.of("DATABASE_URL_FILE", file.toString(), "REDIS_URL", "redis://:p@r:1"), 0);

    var told = new HashMap<String, String>();
    for (var name : List.of("DATABASE_URL", "REDIS_URL", "KAFKA_BOOTSTRAP_SERVERS")) {
      told.putAll(settings.reference(name, "the address"));
    }

    assertThat(told)
        .isEqualTo(
            Map.of(
                "DATABASE_URL_FILE",
                file.toAbsolutePath().toString(),
                "KAFKA_BOOTSTRAP_SERVERS",
                "the address"));
  }

  private static UpSettings settings(Path dir, Map<String, String> variables, double traffic) {
    return new UpSettings(dir, Ports.usual(), variables, false, traffic);
  }
}
