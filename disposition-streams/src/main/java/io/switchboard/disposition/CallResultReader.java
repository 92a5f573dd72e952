package io.switchboard.disposition;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.json.Codes;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.json.JsonNumbers;
import io.switchboard.contract.time.EventTime;
import io.switchboard.disposition.severity.CallResult;
import java.io.IOException;
import java.util.ArrayList;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reads call results from {@code cxone.call-results}: CXone's JSON, verbatim. */
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
    var contactId = required(body.contactId, "contactId");
    var code = Codes.plain(required(body.dispositionCode, "dispositionCode"));
    // a record that ingress did not write gets the identity that ingress would give it
    var metadata =
        EventHeaders.read(
            headers,
            () ->
                EventId.ofCallResult(
                    contactId,
                    code,
                    body.phoneNumber,
                    body.callResult,
                    body.timestamp,
                    EventHeaders.receivedAt(headers, timestamp)),
            timestamp);
    var eventTime = EventTime.read(body.timestamp, metadata.receivedAt());
    var result =
        new CallResult(
            metadata.id(),
            contactId,
            code,
            body.callResult,
            eventTime.time(),
            eventTime.source(),
            metadata.receivedAt(),
            body.phoneNumber);
    return new Received(result, metadata);
  }

  /** The fields that are used; of a repeated field the last value. */
  private static final class Body {
    private @Nullable String contactId;
    private @Nullable String dispositionCode;
    private @Nullable String callResult;
    private @Nullable String timestamp;
    private @Nullable String phoneNumber;

    void read(JsonParser json) throws IOException {
      while (json.nextToken() != JsonToken.END_OBJECT) {
        var field = json.currentName();
        json.nextToken();
        switch (field) {
          case "contactId" -> contactId = text(json);
          case "dispositionCode" -> dispositionCode = text(json);
          case "callResult" -> callResult = text(json);
          case "timestamp" -> timestamp = text(json);
          case "phoneNumber" -> phoneNumber = texts(json);
          default -> json.skipChildren();
        }
      }
    }
  }

  /** Streams over the fields: no tree is built for the fields that are not used. */
  private static Body parse(byte @Nullable [] value) {
    if (value == null) {
      throw new UnusableCallResult("no value");
    }
    try (var json = Json.mapper().createParser(value)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new UnusableCallResult("not a JSON object");
      }
      var body = new Body();
      body.read(json);
      if (json.nextToken() != null) {
        throw new UnusableCallResult("more than one JSON object");
      }
      return body;
    } catch (IOException _) { // its text may quote the body
      throw new UnusableCallResult("not JSON");
    }
  }

  private static String required(@Nullable String text, String field) {
    if (text == null || text.isBlank()) {
      throw new UnusableCallResult(field + " is missing");
    }
    return text;
  }

  /** A text, or each text of an array on a line of its own: an opt-out suppresses all. */
  private static @Nullable String texts(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return text(json);
    }
    var texts = new ArrayList<String>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      var text = text(json);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts.isEmpty() ? null : String.join("\n", texts);
  }

  /** Strings as they are, numbers in their plain form; a value of another kind is absent. */
  private static @Nullable String text(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonNumbers.plain(json.getDecimalValue());
      default -> {
        json.skipChildren();
        yield null;
      }
    };
  }
}
