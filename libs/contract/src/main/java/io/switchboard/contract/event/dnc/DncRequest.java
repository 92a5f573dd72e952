package io.switchboard.contract.event.dnc;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.json.JsonNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * CXone's opt-in or opt-out: the body of {@code POST /webhook/dnc}, and the value of {@code
 * cxone.dnc-events}. Ingress and dnc-streams both use this reader.
 *
 * @param phoneNumber as sent, in any form; a JSON number in its digits
 * @param timestamp as sent, null when absent
 * @param customListIds from the metadata
 * @param contactId from the metadata: the key of an opt-out without a readable number
 */
public record DncRequest(
    String phoneNumber,
    Consent consent,
    @Nullable String timestamp,
    List<String> customListIds,
    @Nullable String contactId) {
  private static final Pattern NO_ID =
      Pattern.compile("|0+|null|undefined|none", Pattern.CASE_INSENSITIVE);

  /** The result of reading a body. */
  public sealed interface ParseResult {

    /** A valid opt-in or opt-out. */
    record Valid(DncRequest request) implements ParseResult {}

    /** It cannot be used; each field at fault is named once. */
    record Invalid(List<FieldProblem> problems) implements ParseResult {}
  }

  /**
   * The problem of a field; never quotes its value.
   *
   * @param detail for example {@code is missing}
   */
  public record FieldProblem(String field, String detail) {}

  /** Reads a JSON object. */
  public static ParseResult read(JsonNode body) {
    var problems = new ArrayList<FieldProblem>();
    var phoneNumber = text(body.get("phoneNumber"));
    if (phoneNumber == null || phoneNumber.isBlank()) {
      problems.add(new FieldProblem("phoneNumber", problem(body.get("phoneNumber"))));
    }
    var consent = consent(text(body.get("eventName")));
    if (consent == null) {
      problems.add(
          new FieldProblem(
              "eventName",
              body.hasNonNull("eventName") ? "must be optIn or optOut" : "is missing"));
    }
    if (phoneNumber == null || consent == null || !problems.isEmpty()) {
      return new ParseResult.Invalid(List.copyOf(problems));
    }
    var metadata = body.path("metadata");
    return new ParseResult.Valid(
        new DncRequest(
            phoneNumber,
            consent,
            text(body.get("timestamp")),
            texts(metadata.path("customListIds")),
            id(text(metadata.get("contactId")))));
  }

  /** The event's name in the spelling that is hashed into identities. */
  public String eventName() {
    return switch (consent) {
      case OPT_IN -> "optIn";
      case OPT_OUT -> "optOut";
    };
  }

  private static @Nullable Consent consent(@Nullable String eventName) {
    return switch (eventName == null ? "" : eventName.strip().toLowerCase(Locale.ROOT)) {
      case "optin" -> Consent.OPT_IN;
      case "optout" -> Consent.OPT_OUT;
      default -> null;
    };
  }

  private static String problem(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return "is missing";
    }
    return node.isTextual() ? "is empty" : "must be a string or a number";
  }

  private static @Nullable String text(@Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    return node.isNumber()
        ? JsonNumbers.plain(node.decimalValue())
        : node.isTextual() ? node.textValue() : null;
  }

  /** What programs write for no id would be one key for the opt-outs of many people. */
  private static @Nullable String id(@Nullable String text) {
    var id = text == null ? "" : text.strip();
    return NO_ID.matcher(id).matches() ? null : id;
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    for (var node : array) {
      var text = text(node);
      if (text != null) {
        texts.add(text);
      }
    }
    return List.copyOf(texts);
  }
}
