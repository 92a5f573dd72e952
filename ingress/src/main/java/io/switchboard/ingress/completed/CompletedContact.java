package io.switchboard.ingress.completed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.switchboard.contract.json.Codes;
import io.switchboard.contract.json.JsonBooleans;
import io.switchboard.contract.time.Times;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A contact as CXone's report of completed contacts has it.
 *
 * @param contactId CXone's id, in decimal digits
 * @param code id of its primary disposition
 * @param lastUpdateTime as CXone wrote it; part of the identity of the result; empty when missing
 * @param updatedAt the same as a time; empty when it cannot be read
 * @param json the whole contact
 */
record CompletedContact(
    String contactId,
    String code,
    String lastUpdateTime,
    Optional<Instant> updatedAt,
    JsonNode json) {

  /** The field of the call result that has the whole contact. */
  static final String FIELD = "completedContact";

  /** What some serializers write for null; {@code doctor} counts so, too. */
  private static final String NO_DISPOSITION = "0";

  private static final List<String> ESSENTIAL =
      List.of(
          "contactId",
          "primaryDispositionId",
          "lastUpdateTime",
          "isOutbound",
          "fromAddress",
          "fromAddr",
          "toAddress",
          "toAddr");

  /**
   * Reads one; empty when it has no id or no disposition yet. A contact without a disposition comes
   * again when its agent has chosen one. One without a readable time counts: it may be an opt-out.
   */
  static Optional<CompletedContact> of(JsonNode json) {
    var contactId = text(json, "contactId");
    var code = text(json, "primaryDispositionId");
    var time = text(json, "lastUpdateTime");
    return contactId == null || code == null || Codes.plain(code).equals(NO_DISPOSITION)
        ? Optional.empty()
        : Optional.of(
            new CompletedContact(
                Codes.plain(contactId),
                Codes.plain(code),
                time == null ? "" : time,
                updateTime(time),
                json));
  }

  /**
   * When a contact has changed. A time without an offset is read as UTC, in which CXone documents
   * its times: good enough for the position, which overlaps. The call result keeps the text, so
   * that consent is not ordered by a guess.
   */
  static Optional<Instant> updateTime(@Nullable String text) {
    return Times.parse(text).or(() -> Times.parse(text + "Z"));
  }

  /**
   * The result as the webhook {@code /webhook/call-result} takes it, with the whole contact as
   * {@code completedContact}. The caller's side of an outbound call is where it went to.
   */
  byte[] callResult() {
    var result = JsonNodeFactory.instance.objectNode();
    result.put("contactId", contactId);
    result.put("dispositionCode", code);
    put(result, "callResult", text(json, "endReason"));
    put(result, "timestamp", lastUpdateTime.isEmpty() ? null : lastUpdateTime);
    put(result, "phoneNumber", isOutbound() ? address("to") : address("from"));
    result.set(FIELD, json);
    return result.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The same with nothing but what the call result is made of. A remark that is too long, or a
   * character that no database stores, must not cost an opt-out.
   */
  CompletedContact essential() {
    var essential = JsonNodeFactory.instance.objectNode();
    for (var name : ESSENTIAL) {
      if (json.has(name)) {
        essential.set(name, json.path(name));
      }
    }
    return new CompletedContact(contactId, code, lastUpdateTime, updatedAt, essential);
  }

  private boolean isOutbound() {
    return JsonBooleans.read(json.path("isOutbound"), false);
  }

  /** Older versions of CXone's API name it fromAddr and toAddr. */
  private @Nullable String address(String side) {
    var address = text(json, side + "Address");
    return address == null ? text(json, side + "Addr") : address;
  }

  private static void put(
      com.fasterxml.jackson.databind.node.ObjectNode result, String name, @Nullable String text) {
    if (text != null) {
      result.put(name, text);
    }
  }

  private static @Nullable String text(JsonNode json, String name) {
    var value = json.path(name);
    if (!value.isTextual() && !value.isNumber()) {
      return null;
    }
    var text = value.asText().strip();
    return text.isEmpty() ? null : text;
  }
}
