package io.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeploymentContextTest {
  @TempDir private Path folder;

  @Test
  void shouldReadSettingsAndWhetherItIsInProduction() throws IOException {
    write("acme", "production: yes\nKAFKA_BOOTSTRAP_SERVERS: kafka-1:9092\nHTTP_PORT: 8443\n");

    var context = DeploymentContext.read(folder, "acme");

    assertThat(context.production()).isTrue();
    assertThat(context.settings())
        .containsOnly(
            Map.entry("KAFKA_BOOTSTRAP_SERVERS", "kafka-1:9092"), Map.entry("HTTP_PORT", "8443"));
  }

  @Test
  void shouldNotMixInAddressesOfTheEnvironment() throws IOException {
    write("acme", "KAFKA_BOOTSTRAP_SERVERS: kafka-1:9092\n");
    var process =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", "elsewhere:9092",
            "DATABASE_URL_FILE", "/elsewhere",
            "KAFKA_SECURITY_PROTOCOL", "SSL");

    var settings = DeploymentSettings.of(DeploymentContext.read(folder, "acme"), process);

    assertThat(settings.environment().text("KAFKA_BOOTSTRAP_SERVERS")).contains("kafka-1:9092");
    assertThat(settings.environment().text("KAFKA_SECURITY_PROTOCOL")).contains("SSL");
    assertThatThrownBy(() -> settings.requiring("DATABASE_URL"))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("DATABASE_URL is not in " + folder.resolve("acme.yaml") + ": add it there");
  }

  @Test
  void shouldNameTheKnownDeploymentsWhenThereIsNoneOfAName() throws IOException {
    write("acme", "production: no\n");

    assertThatThrownBy(() -> DeploymentContext.read(folder, "acne"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("there is no deployment 'acne'")
        .hasMessageEndingWith("; there are acme");
  }

  @Test
  void shouldRefuseWhatIsNoSettingWithoutQuotingValues() throws IOException {
    write("acme", "production: perhaps\n");
    write("other", "password: secret\n");

    assertThatThrownBy(() -> DeploymentContext.read(folder, "acme"))
        .hasMessageEndingWith("production is yes or no");
    assertThatThrownBy(() -> DeploymentContext.read(folder, "other"))
        .hasMessageContaining("'password' is no setting")
        .hasMessageNotContaining("secret");
  }

  @Test
  void shouldFollowTheBaseDirectorySpecification() {
    assertThat(DeploymentContext.folder(Map.of("HOME", "/home/jane")))
        .isEqualTo(Path.of("/home/jane/.config/switchboard"));
    assertThat(DeploymentContext.folder(Map.of("HOME", "/home/jane", "XDG_CONFIG_HOME", "/conf")))
        .isEqualTo(Path.of("/conf/switchboard"));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name + ".yaml"), text);
  }
}
