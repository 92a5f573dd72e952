package io.switchboard.cxone.profile;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text of a URL in which {@code {name}} stands for a value. */
public record TextTemplate(String template) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

  /** The names of the values. */
  public Set<String> placeholders() {
    return PLACEHOLDER
        .matcher(template)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A path with each value as one percent-encoded segment; a missing value is empty. */
  public String path(JsonNode values) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(found -> segment(values.path(found.group(1)).asText()));
  }

  /** The percent-encoded value of a query parameter; empty when a value is missing. */
  public Optional<String> parameter(JsonNode values) {
    return text(values).map(TextTemplate::encode);
  }

  /** The text with its values; empty when a value is missing. */
  public Optional<String> text(JsonNode values) {
    if (placeholders().stream().anyMatch(name -> values.path(name).asText("").isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        PLACEHOLDER
            .matcher(template)
            .replaceAll(found -> Matcher.quoteReplacement(values.path(found.group(1)).asText())));
  }

  /**
   * One path segment, percent-encoded; dots too when it is dots only, which would change the path.
   */
  public static String segment(String text) {
    var encoded = encode(text);
    return encoded.matches("\\.+") ? encoded.replace(".", "%2E") : encoded;
  }

  /** Percent-encoded text for a query. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
