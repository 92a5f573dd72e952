package io.switchboard.ingress.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** openapi.yaml as a page to read: plain HTML of our own, nothing loaded from elsewhere. */
final class ApiPage {
  private static final String HEAD =
      """
      <!doctype html><html lang="en"><meta charset="utf-8">
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>Switchboard: what can be asked</title>
      <style>
      body{font:16px/1.5 system-ui,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem}
      h2{border-top:1px solid #ccc;padding-top:1rem}code,pre{font:14px/1.4 ui-monospace,monospace}
      pre{background:#f4f4f4;padding:.7rem;overflow-x:auto}td{padding:.1rem 1rem .1rem 0;vertical-align:top}
      @media(prefers-color-scheme:dark){body{background:#111;color:#ddd}pre{background:#222}a{color:#8bf}}
      </style>
      """;

  private final StringBuilder out = new StringBuilder(HEAD);
  private final JsonNode api;

  private ApiPage(JsonNode api) {
    this.api = api;
  }

  /** The whole page. */
  static String html() {
    return new ApiPage(description()).written();
  }

  /** openapi.yaml as a tree. */
  static JsonNode description() {
    try (var in = ApiPage.class.getResourceAsStream("/openapi.yaml")) {
      return new ObjectMapper(new YAMLFactory())
          .readTree(Objects.requireNonNull(in, "openapi.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException("openapi.yaml cannot be read", e);
    }
  }

  private String written() {
    line("h1", api.at("/info/title").asText());
    line("p", api.at("/info/description").asText());
    out.append("<p><a href=\"/openapi.yaml\">openapi.yaml</a></p>\n");
    for (var path : api.path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        operation(path.getKey(), operation);
      }
    }
    return out.toString();
  }

  private void operation(String path, Map.Entry<String, JsonNode> operation) {
    var body = operation.getValue();
    line("h2", operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path);
    line("p", body.path("summary").asText());
    line("p", body.path("description").asText());
    for (var content : resolved(body.path("requestBody")).path("content")) {
      examples(content);
    }
    out.append("<table>");
    for (var response : body.path("responses").properties()) {
      var answer = resolved(response.getValue());
      out.append("<tr><td><code>").append(escaped(response.getKey())).append("</code><td>");
      out.append(escaped(answer.path("description").asText()));
    }
    out.append("</table>\n");
  }

  private void examples(JsonNode content) {
    for (var example : content.path("examples")) {
      line("pre", example.path("value").toPrettyString());
    }
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? api.at(node.path("$ref").asText().substring(1)) : node;
  }

  private void line(String tag, String text) {
    if (!text.isBlank()) {
      out.append('<').append(tag).append('>').append(escaped(text));
      out.append("</").append(tag).append(">\n");
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
