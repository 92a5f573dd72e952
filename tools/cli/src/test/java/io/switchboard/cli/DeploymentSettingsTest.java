package io.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeploymentSettingsTest {
  private static final List<String> NAMES =
      List.of("KAFKA_BOOTSTRAP_SERVERS", "DATABASE_URL", "REDIS_URL", "HTTP_PORT");

  @TempDir private Path directory;

  @Test
  void shouldPreferTheEnvironmentToWhatUpWroteDown() throws IOException {
    write("REDIS_URL=redis://written\nDATABASE_URL=written\n");

    var environment = read(Map.of("DATABASE_URL", "mine")).environment();

    assertThat(environment.text("DATABASE_URL")).contains("mine");
    assertThat(environment.text("REDIS_URL")).contains("redis://written");
    assertThat(environment.text("KAFKA_BOOTSTRAP_SERVERS")).isEmpty();
  }

  /** Every setting, in the environment or in up.env, over the values of lower layers. */
  static Stream<String> names() {
    return Stream.concat(
        NAMES.stream(), Stream.of("WEBHOOK_HEADER", "TOPIC_PREFIX", "KAFKA_SASL_JAAS_CONFIG"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldPreferAFileOfTheEnvironmentToAnAddressOfUp(String name) throws IOException {
    write(name + "=written\n");

    var environment = read(Map.of(name + "_FILE", secret("mine"))).environment();

    assertThat(environment.text(name)).contains("mine");
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldPreferAnAddressOfTheEnvironmentToAFileOfUp(String name) throws IOException {
    write(name + "_FILE=" + secret("written") + "\n");

    var environment = read(Map.of(name, "mine")).environment();

    assertThat(environment.text(name)).contains("mine");
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldPreferAFileToTheDefaultAddress(String name) throws IOException {
    var settings = DeploymentSettings.read(Map.of(name + "_FILE", secret("mine")), null);

    assertThat(settings.environment().text(name)).contains("mine");
    assertThat(settings.hint(name)).startsWith(name + "_FILE in the environment");
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldTakeABlankValueForNone(String name) throws IOException {
    write(name + "=written\n");

    var environment = read(Map.of(name, " ", name + "_FILE", "")).environment();

    assertThat(environment.text(name)).contains("written");
  }

  @ParameterizedTest
  @ValueSource(strings = {"KAFKA_BOOTSTRAP_SERVERS", "DATABASE_URL", "REDIS_URL", "HTTP_PORT"})
  void shouldNotFallBackToAnotherDeploymentThanTheNamedOne(String name) {
    var settings = read(Map.of());

    assertThatThrownBy(() -> settings.requiring(name))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("no `up` is running on " + directory + " (no up.env)")
        .hasMessageContaining("set " + name);
  }

  @Test
  void shouldNotAddADefaultAddressToTheServersOfTheEnvironment() {
    var settings = DeploymentSettings.read(Map.of("KAFKA_BOOTSTRAP_SERVERS", "kafka-1:9092"), null);

    assertThatThrownBy(() -> settings.requiring("DATABASE_URL"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("DATABASE_URL is not set")
        .hasMessageContaining("set DATABASE_URL");
  }

  @Test
  void shouldTakeASettingOfTheEnvironmentWithoutAnUpOnTheNamedDirectory() {
    var environment = read(Map.of("REDIS_URL", "redis://mine")).requiring("REDIS_URL");

    assertThat(environment.text("REDIS_URL")).contains("redis://mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"KAFKA_BOOTSTRAP_SERVERS", "DATABASE_URL", "REDIS_URL", "HTTP_PORT"})
  void shouldNotGuessAnAddressThatTheRunningUpDoesNotHave(String name) throws IOException {
    write("CXONE_TENANT=simulated\n");
    var settings = read(Map.of());

    assertThatThrownBy(() -> settings.requiring(name))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(name + " is not in " + directory.resolve("up.env"));
  }

  @Test
  void shouldSayWhereAnAddressComesFrom() throws IOException {
    write("REDIS_URL=redis://written\n");

    var settings = read(Map.of("DATABASE_URL", "mine"));

    assertThat(settings.hint("DATABASE_URL"))
        .isEqualTo("DATABASE_URL in the environment gives this address.");
    assertThat(settings.hint("REDIS_URL"))
        .startsWith("REDIS_URL in " + directory.resolve("up.env"));
  }

  private DeploymentSettings read(Map<String, String> process) {
    return DeploymentSettings.read(process, directory);
  }

  private void write(String text) throws IOException {
    Files.writeString(directory.resolve(DeploymentSettings.ADDRESSES), text);
  }

  private String secret(String text) throws IOException {
    return Files.writeString(directory.resolve("secret"), text + "\n").toString();
  }

  @Test
  void shouldKnowTheBrokerOfARunningUp() throws IOException {
    write("KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:9");

    assertThat(DeploymentSettings.read(Map.of(), directory).usesBrokerOfUp()).isTrue();
  }

  @Test
  void shouldNotTakeAnotherClusterForTheBrokerOfUp() throws IOException {
    write("KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:9");

    var settings =
        DeploymentSettings.read(Map.of("KAFKA_BOOTSTRAP_SERVERS", "kafka-1:9092"), directory);

    assertThat(settings.usesBrokerOfUp()).isFalse();
  }
}
