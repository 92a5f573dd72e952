package io.switchboard.cxone.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.cxone.profile.SuccessRule;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Looks for an element in the list of a response. Pure. */
final class ListSearch {
  private ListSearch() {}

  /** What a response says. */
  enum Result {
    FOUND,
    NOT_FOUND,
    /** The list is not in the response. */
    UNREADABLE
  }

  /**
   * @param empty the response has no body, which CXone answers when there is nothing
   */
  static Result of(
      JsonNode body, boolean empty, SuccessRule.Contains rule, JsonNode values, Instant now) {
    if (empty) {
      return Result.NOT_FOUND;
    }
    var list = body.at(rule.list());
    if (!list.isArray()) {
      return Result.UNREADABLE;
    }
    for (var element : list) {
      if (isWanted(element, rule, values)
          && isAboutNumber(element.path(rule.number()), values)
          && isCurrent(element.path(rule.until()), now)) {
        return Result.FOUND;
      }
    }
    return Result.NOT_FOUND;
  }

  private static boolean isWanted(JsonNode element, SuccessRule.Contains rule, JsonNode values) {
    return rule.where().entrySet().stream()
        .allMatch(
            field ->
                element
                    .path(field.getKey())
                    .asText("")
                    .equals(field.getValue().text(values).orElse(null)));
  }

  /** An element may name no number; one that names another is no answer to this search. */
  private static boolean isAboutNumber(JsonNode number, JsonNode values) {
    var sent = values.path(CallValues.NUMBER_DIGITS).asText("");
    return sent.isEmpty() || WrittenNumber.of(number).filter(it -> !it.fits(sent)).isEmpty();
  }

  /** No end, or one in the future. An end that cannot be read is taken for past: not success. */
  private static boolean isCurrent(JsonNode until, Instant now) {
    var text = until.asText("");
    if (until.isMissingNode() || until.isNull() || text.isBlank()) {
      return true;
    }
    try {
      return OffsetDateTime.parse(text).toInstant().isAfter(now);
    } catch (DateTimeException _) {
      return isLocalTimeAfter(text, now);
    }
  }

  /** A time without a zone is UTC. */
  private static boolean isLocalTimeAfter(String text, Instant now) {
    try {
      return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC).isAfter(now);
    } catch (DateTimeException _) {
      return false;
    }
  }
}
