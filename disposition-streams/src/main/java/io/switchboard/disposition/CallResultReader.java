package io.switchboard.disposition;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.EventHeaders;
import io.switchboard.contract.EventId;
import io.switchboard.contract.Json;
import io.switchboard.contract.Times;
import io.switchboard.contract.event.TimeSource;
import io.switchboard.disposition.severity.CallResult;
import java.io.IOException;
import java.math.BigDecimal;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reads what CXone sent, as ingress kept it. */
final class CallResultReader {
  private CallResultReader() {}

  /** A call result with the metadata that it came with. */
  record Received(CallResult result, EventHeaders metadata) {}

  /**
   * Reads a record of the input topic.
   *
   * @throws UnusableCallResult when it is not JSON, or has no contactId or dispositionCode
   */
  static Received read(byte @Nullable [] value, Headers headers, long timestamp) {
    var body = parse(value);
    var contactId = required(body, "contactId");
    var code = required(body, "dispositionCode").strip();
    var callResult = text(body.path("callResult"));
    var sentTime = text(body.path("timestamp"));
    // what came past ingress has an identity already; what did not gets the one ingress would give
    var identity =
        headers.lastHeader("ce_id") == null
            ? EventId.hash(contactId, code, orEmpty(callResult), orEmpty(sentTime))
            : "";
    var metadata = EventHeaders.read(headers, identity, timestamp);
    var eventTime = Times.parse(sentTime);
    var result =
        new CallResult(
            metadata.id(),
            contactId,
            code,
            callResult,
            eventTime.orElse(metadata.receivedAt()),
            eventTime.isPresent() ? TimeSource.EVENT : TimeSource.RECEIVED,
            metadata.receivedAt(),
            text(body.path("phoneNumber")));
    return new Received(result, metadata);
  }

  private static JsonNode parse(byte @Nullable [] value) {
    if (value == null) {
      throw new UnusableCallResult("no value");
    }
    try {
      var body = Json.mapper().readTree(value);
      if (body == null || !body.isObject()) {
        throw new UnusableCallResult("not a JSON object");
      }
      return body;
    } catch (IOException _) {
      throw new UnusableCallResult("not JSON");
    }
  }

  private static String required(JsonNode body, String field) {
    var text = text(body.path(field));
    if (text == null || text.isBlank()) {
      throw new UnusableCallResult(field + " is missing");
    }
    return text;
  }

  /**
   * Strings as they are, numbers as their digits (1001 for 1001.0 too), anything else is absent.
   */
  private static @Nullable String text(JsonNode node) {
    if (node.isTextual()) {
      return node.textValue();
    }
    return node.isNumber() ? digits(node.decimalValue()) : null;
  }

  private static String digits(BigDecimal number) {
    var exact = number.stripTrailingZeros();
    return Math.abs(exact.scale()) > 40 ? number.toString() : exact.toPlainString();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
