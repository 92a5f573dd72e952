package io.switchboard.ingress.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;

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
      h2{border-top:1px solid #ccc;padding-top:1rem;font-size:1.25rem}h2 b{color:#0a6;margin-right:.5rem}
      h3{font-size:.85rem;margin:1rem 0 .2rem;color:#666}nav a{display:block;font-family:ui-monospace,monospace}
      code,pre{font:14px/1.4 ui-monospace,monospace}table{border-collapse:collapse}
      pre{background:#f4f4f4;padding:.7rem;overflow-x:auto}td{padding:.1rem 1rem .1rem 0;vertical-align:top}
      @media(prefers-color-scheme:dark){body{background:#111;color:#ddd}pre{background:#222}a{color:#8bf}
      h2 b{color:#4c9}h3{color:#aaa}}
      </style>
      """;

  private final StringBuilder out = new StringBuilder(HEAD);
  private final JsonNode api;
  private boolean inRows;

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
    out.append("<nav>");
    eachOperation(this::entry);
    out.append("</nav>\n");
    eachOperation(this::operation);
    line("h2", "How to prove who asks");
    for (var scheme : api.at("/components/securitySchemes").properties()) {
      row(scheme.getKey(), scheme.getValue().path("description").asText(), false);
    }
    endRows();
    return out.toString();
  }

  private void eachOperation(BiConsumer<String, JsonNode> operation) {
    for (var path : api.path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        var name = method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
        operation.accept(name, method.getValue());
      }
    }
  }

  private void entry(String name, JsonNode operation) {
    out.append("<a href=\"#").append(escaped(operation.path("operationId").asText()));
    out.append("\">").append(escaped(name)).append("</a>");
  }

  private void operation(String name, JsonNode body) {
    var blank = name.indexOf(' ');
    out.append("<h2 id=\"").append(escaped(body.path("operationId").asText())).append("\"><b>");
    out.append(escaped(name.substring(0, blank))).append("</b>");
    out.append(escaped(name.substring(blank + 1))).append("</h2>\n");
    line("p", body.path("summary").asText());
    line("p", body.path("description").asText());
    for (var content : resolved(body.path("requestBody")).path("content")) {
      fields(content.path("schema"));
      examples(content);
    }
    proofs(body.path("security"));
    line("h3", "Answers");
    for (var response : body.path("responses").properties()) {
      row(response.getKey(), resolved(response.getValue()).path("description").asText(), false);
    }
    endRows();
  }

  /** The fields of a body, the required ones in bold. */
  private void fields(JsonNode schema) {
    var required = new HashSet<String>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    line("h3", "Body (required in bold)");
    for (var field : schema.path("properties").properties()) {
      var said = resolved(field.getValue());
      var description = said.path("description").asText();
      var text = description.isEmpty() ? types(said) : types(said) + ": " + description;
      row(field.getKey(), text, required.contains(field.getKey()));
    }
    endRows();
    line("h3", "Example");
  }

  private static String types(JsonNode schema) {
    var values = schema.path("enum").isMissingNode() ? schema.path("type") : schema.path("enum");
    if (values.isTextual()) {
      return values.asText();
    }
    var all = new ArrayList<String>();
    values.forEach(value -> all.add(value.asText()));
    return all.isEmpty() ? "anything" : String.join(" or ", all);
  }

  private void proofs(JsonNode security) {
    var names = new ArrayList<String>();
    security.forEach(scheme -> scheme.fieldNames().forEachRemaining(names::add));
    line("p", names.isEmpty() ? "" : "Proof: one of " + String.join(", ", names) + ".");
  }

  private void row(String name, String text, boolean bold) {
    if (!inRows) {
      out.append("<table>");
      inRows = true;
    }
    out.append("<tr><td><code>").append(bold ? "<b>" : "").append(escaped(name));
    out.append(bold ? "</b>" : "").append("</code><td>").append(escaped(text));
  }

  private void endRows() {
    out.append(inRows ? "</table>\n" : "");
    inRows = false;
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
