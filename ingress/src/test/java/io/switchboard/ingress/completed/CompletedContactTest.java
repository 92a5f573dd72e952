package io.switchboard.ingress.completed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletedContactTest {
  private static final String TIME = "\"lastUpdateTime\":\"2026-11-27T10:00:00Z\"";

  @Test
  void shouldBecomeACallResultWithTheWholeContact() {
    var json =
        "{\"contactId\":510212552349954,\"primaryDispositionId\":1001,\"endReason\":\"Hung Up\","
            + "\"fromAddress\":\"4155550100\",\"toAddress\":\"8005550100\",\"isOutbound\":false,"
            + TIME
            + "}";

    var result = CompletedContact.of(tree(json)).orElseThrow().callResult();

    assertThat(new String(result, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"contactId\":\"510212552349954\",\"dispositionCode\":\"1001\","
                + "\"callResult\":\"Hung Up\",\"timestamp\":\"2026-11-27T10:00:00Z\","
                + "\"phoneNumber\":\"4155550100\",\"completedContact\":"
                + json
                + "}");
  }

  @ParameterizedTest
  @CsvSource({
    "true, to",
    "false, from",
    "null, from",
    "'\"true\"', to",
    "'\"True\"', to",
    "1, to",
    "'\"False\"', from",
    "'[]', from",
  })
  void shouldTakeTheCallersSideOfTheCall(String outbound, String number) {
    var contact =
        "{\"contactId\":1,\"primaryDispositionId\":2,\"fromAddress\":\"from\","
            + "\"toAddress\":\"to\",\"isOutbound\":"
            + outbound
            + ","
            + TIME
            + "}";

    var result = tree(CompletedContact.of(tree(contact)).orElseThrow().callResult());

    assertThat(result.path("phoneNumber").asText()).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({"true, to", "false, from"})
  void shouldReadTheFieldsOfOlderVersions(boolean outbound, String number) {
    var contact =
        "{\"contactId\":1,\"primaryDispositionId\":2,\"fromAddr\":\"from\",\"toAddr\":\"to\","
            + "\"isOutbound\":"
            + outbound
            + ","
            + TIME
            + "}";

    var result = tree(CompletedContact.of(tree(contact)).orElseThrow().essential().callResult());

    assertThat(result.path("phoneNumber").asText()).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "7",
        "null",
        "{\"contactId\":1," + TIME + "}",
        "{\"contactId\":1,\"primaryDispositionId\":null," + TIME + "}",
        "{\"contactId\":1,\"primaryDispositionId\":0," + TIME + "}",
        "{\"contactId\":1,\"primaryDispositionId\":\"0\"," + TIME + "}",
        "{\"contactId\":1,\"primaryDispositionId\":\" \"," + TIME + "}",
        "{\"contactId\":1,\"primaryDispositionId\":{}," + TIME + "}",
        "{\"contactId\":[],\"primaryDispositionId\":2," + TIME + "}"
      })
  void shouldNotBeAResultYet(String json) {
    assertThat(CompletedContact.of(tree(json))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"2026-11-27T10:00:00\"', 2026-11-27T10:00:00, 2026-11-27T10:00:00Z",
    "'\"2026-11-27T10:00:00.25\"', 2026-11-27T10:00:00.25, 2026-11-27T10:00:00.250Z",
    "'\"yesterday\"', yesterday,",
    "null, , ",
  })
  void shouldKeepAResultWhoseTimeHasNoZoneOrCannotBeRead(
      String time, @Nullable String timestamp, @Nullable Instant updatedAt) {
    var json =
        "{\"contactId\":9007199254740993,\"primaryDispositionId\":1001,\"lastUpdateTime\":%s}"
            .formatted(time);

    var contact = CompletedContact.of(tree(json)).orElseThrow();

    assertThat(contact.updatedAt()).isEqualTo(Optional.ofNullable(updatedAt));
    var result = tree(contact.callResult());
    assertThat(result.path("contactId").asText()).isEqualTo("9007199254740993");
    assertThat(result.path("timestamp").asText(null)).isEqualTo(timestamp);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "hello", "{}{}", "{\"contactId\":1e99999999999}"})
  void shouldPassOverWhatOtherProducersWroteToTheLog(String value) {
    assertThat(ResultLog.json(value.getBytes(StandardCharsets.UTF_8)).isMissingNode()).isTrue();
  }

  private static JsonNode tree(byte[] json) {
    return tree(new String(json, StandardCharsets.UTF_8));
  }

  private static JsonNode tree(String json) {
    try {
      return Json.mapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
