package io.switchboard.console.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WebhookCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "cxone.call-results | {\"contactId\":\"c\"} | /webhook/call-result | {\"contactId\":\"c\"}",
        "cxone.contact-events | {\"id\":\"c\"} | /webhook/data-actions | {\"events\":[{\"id\":\"c\"}]}",
        "cxone.dnc-events | {\"eventName\":\"optOut\"} | /webhook/dnc | {\"eventName\":\"optOut\"}",
        "cxone.dtmf | {\"type\":\"digit\"} | /simulator | {\"type\":\"digit\"}",
        "cxone.dtmf | {\"type\":\"menu_request\"} | /webhook/ivr-menu | {\"type\":\"menu_request\"}",
      })
  void shouldSendARecordToTheWebhookThatItCameFrom(
      String topic, String value, String path, String body) {
    assertThat(WebhookCommand.of(topic, value.getBytes(UTF_8)))
        .hasValue(
            "curl -sw '\\n' \"$INGRESS"
                + path
                + "\" -H 'Content-Type: application/json' -d '"
                + body
                + "'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cxone.dtmf | {\"type\":\"call_end\"}",
        "cxone.call-results | not JSON",
        "cxone.call-results | 5",
        "ivr.decisions | {\"callId\":\"c\"}",
      })
  void shouldHaveNoCommandForWhatNoWebhookTakes(String topic, String value) {
    assertThat(WebhookCommand.of(topic, value.getBytes(UTF_8))).isEmpty();
  }

  @Test
  void shouldNotLetATextEndTheQuotes() {
    var command =
        WebhookCommand.of("cxone.call-results", "{\"a\":\"'; rm -rf ~'\"}".getBytes(UTF_8));

    assertThat(command).hasValueSatisfying(it -> assertThat(it).contains("'\\''; rm -rf ~'\\''"));
  }
}
