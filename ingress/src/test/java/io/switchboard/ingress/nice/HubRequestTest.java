package io.switchboard.ingress.nice;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.ingress.body.Fields;
import io.switchboard.ingress.body.StrictJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubRequestTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0; ''; Keys[keys=]",
        "0; ignored; Keys[keys=]",
        "1; one; NotUnderstood[]",
        "2; ''; NotUnderstood[]",
        "3; ''; NotUnderstood[]",
        "4; ''; Ended[]",
        "5; ''; Start[]",
        "6; 1; Keys[keys=1]",
        "6; '12#'; Keys[keys=12#]",
        "6; ' 1 2 '; Keys[keys=12]",
        "6; ' '; Keys[keys=]",
        "6; \uFF11; Keys[keys=1]",
        "6.0; 1; Keys[keys=1]",
        "'\"6\"'; 1; Keys[keys=1]",
        "'\"DTMF_AS_TEXT\"'; 1; Keys[keys=1]",
        "'\"NO_INPUT\"'; ''; Keys[keys=]",
        "7; ''; NotUnderstood[]",
        "-1; ''; NotUnderstood[]",
        "null; ''; NotUnderstood[]",
        "'{}'; ''; NotUnderstood[]",
      })
  void shouldReadTheInput(String type, String input, String read) {
    var request =
        read(
            "{\"userInputType\":%s,\"userInput\":\"%s\",\"executionInfo\":{\"contactId\":1}}"
                .formatted(type, input));

    assertThat(request.input()).hasToString(read);
  }

  @ParameterizedTest
  @CsvSource({
    "510212552349954, 510212552349954",
    "9007199254740993, 9007199254740993",
    "18446744073709551615, 18446744073709551615",
    "'\"9007199254740993\"', 9007199254740993",
    "5.10212552349954E14, 510212552349954",
  })
  void shouldReadAContactIdOf64Bits(String sent, String contactId) {
    var request = read("{\"executionInfo\":{\"contactId\":" + sent + "}}");

    assertThat(request.contactId()).isEqualTo(contactId);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"executionInfo\":null}",
        "{\"executionInfo\":7}",
        "{\"executionInfo\":[{\"contactId\":1}]}",
        "{\"executionInfo\":{\"contactId\":\" \"}}",
        "{\"executionInfo\":{\"contactId\":{}}}",
        "{\"contactId\":1}"
      })
  void shouldNoteAMissingContactId(String json) {
    var fields = fields(json);

    HubRequest.of(fields);

    assertThat(fields.faults())
        .extracting(fault -> fault.sentence())
        .containsExactly("executionInfo/contactId is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'{\"exchange\":3,\"turn\":4}'; HubState[exchange=3, turn=4]",
        "'{\"exchange\":3}'; HubState[exchange=3, turn=null]",
        "'{\"exchange\":3,\"turn\":-4}'; HubState[exchange=3, turn=null]",
        "'{\"exchange\":3,\"turn\":\"4\"}'; HubState[exchange=3, turn=null]",
        "'{\"exchange\":-1,\"turn\":4}'; ",
        "'{\"exchange\":99999999999,\"turn\":4}'; ",
        "'{\"exchange\":1.5}'; ",
        "'{\"exchange\":[[[]]]}'; ",
        "'{}'; ",
        "null; ",
        "'[1,2]'; ",
        "'\"x\"'; ",
      })
  void shouldReadOnlyAStateOfOurs(String state, String read) {
    var request = read("{\"executionInfo\":{\"contactId\":1},\"botSessionState\":" + state + "}");

    assertThat(request.state())
        .satisfies(it -> assertThat(String.valueOf(it)).isEqualTo(read == null ? "null" : read));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'{\"from\":\"+14155550100\"}'; +14155550100",
        "'{\"from\":4155550100}'; 4155550100",
        "'{\"from\":\" \"}'; ",
        "'{\"from\":{}}'; ",
        "'\"+14155550100\"'; ",
        "null; ",
      })
  void shouldTakeTheNumberFromTheScriptsPayload(String payload, String from) {
    var request = read("{\"executionInfo\":{\"contactId\":1},\"customPayload\":" + payload + "}");

    assertThat(request.from()).isEqualTo(from);
  }

  @ParameterizedTest
  @ValueSource(strings = {"botConfig", "systemTelemetryData", "base64wavFile"})
  void shouldSkipWhatItDoesNotRead(String member) {
    var long1 = "\"" + "A".repeat(200_000) + "\"";
    var deep = "[".repeat(31) + "]".repeat(31);
    for (var value : new String[] {long1, deep, "{\"a\":\"{}\"}", "\"{\\\"a\\\":1}\"", "null"}) {
      var request =
          read("{\"%s\":%s,\"executionInfo\":{\"contactId\":7}}".formatted(member, value));

      assertThat(request.contactId()).isEqualTo("7");
    }
  }

  @Test
  void shouldKeepStrictLimitsForEverythingElse() {
    var json = "{\"userInput\":\"" + "A".repeat(9_000) + "\"}";

    var result = StrictJson.read(bytes(json), HubRequest.IGNORED);

    assertThat(result).isInstanceOf(StrictJson.JsonResult.Unreadable.class);
  }

  @Test
  void shouldSkipOnlyMembersOfTheBodyItself() {
    var json = "{\"customPayload\":{\"botConfig\":\"" + "A".repeat(9_000) + "\"}}";

    var result = StrictJson.read(bytes(json), HubRequest.IGNORED);

    assertThat(result).isInstanceOf(StrictJson.JsonResult.Unreadable.class);
  }

  @Test
  void shouldTellARepetitionFromANewPress() {
    var first = key("r1", "{\"exchange\":1,\"turn\":1}");

    assertThat(key("r9", "{\"exchange\":1,\"turn\":1}").id()).isEqualTo(first.id());
    assertThat(key("r1", "{\"exchange\":2,\"turn\":1}").id()).isNotEqualTo(first.id());
  }

  @Test
  void shouldTellRequestsApartByTheirIdWhereTheStateIsLost() {
    var first = key("r1", "null");

    assertThat(key("r1", "null").id()).isEqualTo(first.id()).isPresent();
    assertThat(key("r2", "null").id()).isNotEqualTo(first.id());
  }

  private static HubRequest key(String requestId, String state) {
    return read(
        ("{\"userInputType\":6,\"userInput\":\"1\",\"botSessionState\":%s,"
                + "\"executionInfo\":{\"contactId\":1,\"requestId\":\"%s\"}}")
            .formatted(state, requestId));
  }

  private static HubRequest read(String json) {
    return HubRequest.of(fields(json));
  }

  private static Fields fields(String json) {
    return switch (StrictJson.read(bytes(json), HubRequest.IGNORED)) {
      case StrictJson.JsonResult.Readable(var object) -> new Fields(object, "");
      case StrictJson.JsonResult.Unreadable(var fault) ->
          throw new AssertionError(fault.sentence());
    };
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
