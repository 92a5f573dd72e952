package io.switchboard.contract.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvironmentTest {

  @Test
  void shouldNameEveryWrongSettingAtOnce() {
    var environment =
        new Environment(Map.of("HTTP_PORT", "eighty", "BATCH_SIZE", "0", "MENU_TURNS", "maybe"));
    environment.number("HTTP_PORT", 8080, 0, 65_535);
    environment.number("BATCH_SIZE", 500, 1, 10_000);
    environment.flag("MENU_TURNS", false);
    environment.required("DATABASE_URL", "postgres://user:password@host/switchboard");

    assertThatThrownBy(environment::check)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("HTTP_PORT is not a number (for example HTTP_PORT=8080)")
        .hasMessageContaining("BATCH_SIZE must be from 1 to 10000")
        .hasMessageContaining("MENU_TURNS must be true or false")
        .hasMessageContaining("DATABASE_URL is not set");
  }

  @ParameterizedTest
  @ValueSource(strings = {"quiet\n", "quiet\r\n", "quiet", " quiet \n\n", "\uFEFFquiet\r\n"})
  void shouldReadSecretsFromFiles(String content, @TempDir Path directory) throws IOException {
    var file = Files.writeString(directory.resolve("secret"), content);

    var environment = new Environment(Map.of("CXONE_CLIENT_SECRET_FILE", file.toString()));

    assertThat(environment.text("CXONE_CLIENT_SECRET")).contains("quiet");
  }

  @Test
  void shouldSayThatAFileIsNotUtf8(@TempDir Path directory) throws IOException {
    var file = Files.writeString(directory.resolve("secret"), "qüiet", StandardCharsets.UTF_16LE);
    var environment = new Environment(Map.of("CXONE_CLIENT_SECRET_FILE", file.toString()));
    var _ = environment.text("CXONE_CLIENT_SECRET");

    assertThatThrownBy(environment::check)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("CXONE_CLIENT_SECRET_FILE is not text in UTF-8");
  }

  @Test
  void shouldTakeAnyKafkaVariableAsAClientProperty(@TempDir Path directory) throws IOException {
    var file = Files.writeString(directory.resolve("jaas"), "secret jaas");
    var environment =
        new Environment(
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "broker:9092",
                "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "KAFKA_SASL_JAAS_CONFIG_FILE", file.toString(),
                "TOPIC_PREFIX", "acme-"));

    var kafka = KafkaSettings.read(environment);

    assertThat(kafka.properties())
        .containsEntry("bootstrap.servers", "broker:9092")
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.jaas.config", "secret jaas");
    assertThat(kafka.topics().dtmf().name()).isEqualTo("acme-cxone.dtmf");
    assertThat(kafka.toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://us%40er:p%2Bss+word@127.0.0.1:15432/switchboard",
        "postgresql://us%40er:p%2Bss+word@127.0.0.1:15432/switchboard"
      })
  void shouldReadBothFormsOfADatabaseUrl(String url) {
    assertThat(DatabaseSettings.parse(url))
        .isEqualTo(
            new DatabaseSettings(
                "jdbc:postgresql://127.0.0.1:15432/switchboard", "us@er", "p+ss+word"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mysql://secret@host/db", "postgres://user:sec ret@host/db", "postgres:///"})
  void shouldNotQuoteAWrongDatabaseUrl(String url) {
    assertThatThrownBy(() -> DatabaseSettings.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("sec");
  }

  @Test
  void shouldKnowHowEachVariableWasRead() {
    var environment = new Environment(Map.of());
    environment.number("HTTP_PORT", 8080, 0, 65_535);
    environment.required("DATABASE_URL", "postgres://host/switchboard");

    var reads = environment.reads();

    assertThat(reads.get("HTTP_PORT"))
        .isEqualTo(new SettingRead("HTTP_PORT", false, "8080", "0 to 65535", "8080"));
    assertThat(reads.get("DATABASE_URL"))
        .isEqualTo(
            new SettingRead("DATABASE_URL", true, null, null, "postgres://host/switchboard"));
  }
}
