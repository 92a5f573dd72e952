package io.switchboard.cxone.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.switchboard.cxone.profile.Auth.Grant;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the YAML file of a profile. Throws IllegalArgumentException for what it cannot use. */
final class ProfileReader {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String NONE = "none";

  private ProfileReader() {}

  static CxoneProfile read(String name, InputStream in) throws IOException {
    var root = YAML.readTree(in);
    var errorFields = texts(root.path("api").path("errorFields"));
    var lists = new LinkedHashMap<String, ListEndpoint>();
    root.path("lists").properties().forEach(list -> lists.put(list.getKey(), list(list)));
    return new CxoneProfile(
        name,
        auth(root),
        api(root.path("api")),
        endpoints(root, errorFields),
        Map.copyOf(lists),
        optional(root, "instead"));
  }

  /** {@code token: {path, format}} is the short form of a profile that uses client credentials. */
  private static Auth auth(JsonNode root) {
    var node = root.has("auth") ? root.path("auth") : root.path("token");
    var alternative = node.path("alternative");
    var discover = node.path("discover");
    return new Auth(
        tokenRequest(node),
        alternative.isMissingNode() ? null : tokenRequest(alternative),
        discover.isMissingNode()
            ? null
            : new Auth.Discovery(
                text(discover, "claim"), text(discover, "path"), text(discover, "base")));
  }

  private static Auth.TokenRequest tokenRequest(JsonNode node) {
    var word = node.path("grant").asText(Grant.CLIENT_CREDENTIALS.key());
    var grant = one(List.of(Grant.values()), each -> each.key().equals(word), "grant " + word);
    var issuer = optional(node, "issuer");
    var format = node.path("format").asText(grant == Grant.ACCESS_KEY_JSON ? "json" : "form");
    return new Auth.TokenRequest(
        grant,
        issuer == null ? null : URI.create(issuer),
        text(node, "path"),
        format.equals("json"));
  }

  private static Api api(JsonNode node) {
    return new Api(
        node.path("prefix").asText(""),
        optional(node, "version"),
        optional(node, "probe"),
        node.path("pageSize").asInt(100),
        texts(node.path("errorText")),
        optional(node, "errorHeader"));
  }

  private static Map<Operation, Endpoint> endpoints(JsonNode root, List<String> errorFields) {
    var endpoints = new EnumMap<Operation, Endpoint>(Operation.class);
    for (var operation : Operation.values()) {
      var node = root.path(operation.key());
      if (node.isObject()) {
        endpoints.put(operation, endpoint(node, errorFields));
      }
    }
    for (var needed : List.of(Operation.CONTACT, Operation.INTERACTION, Operation.DATA_ACTION)) {
      if (!endpoints.containsKey(needed) && !isNone(root.path(needed.key()))) {
        throw new IllegalArgumentException("no " + needed.key());
      }
    }
    var lists = endpoints.keySet().containsAll(Set.of(Operation.DNC_ADD, Operation.DNC_REMOVE));
    if (!endpoints.containsKey(Operation.OUTBOUND) && !lists) {
      throw new IllegalArgumentException("neither outbound nor dncAdd and dncRemove");
    }
    return Map.copyOf(endpoints);
  }

  private static Endpoint endpoint(JsonNode node, List<String> errorFields) {
    var done = new ArrayList<Integer>();
    node.path("doneStatuses").forEach(status -> done.add(status.asInt()));
    var body = node.path("body");
    var repeat = node.path("repeat").asText("always");
    var _ = one(List.of("always", "onlyIfNotSent"), repeat::equals, "repeat " + repeat);
    return new Endpoint(
        text(node, "method"),
        optional(node, "version"),
        new TextTemplate(text(node, "path")),
        templates(node.path("query")),
        body.isMissingNode() || isNone(body) ? null : new BodyTemplate(body),
        success(node.path("success")),
        Set.copyOf(node.has("errorFields") ? texts(node.path("errorFields")) : errorFields),
        Set.copyOf(done),
        node.path("notFound").asText("item").equals("all"),
        repeat.equals("onlyIfNotSent"));
  }

  private static @Nullable SuccessRule success(JsonNode node) {
    if (node.isMissingNode()) {
      return null;
    }
    var items = node.path("items");
    var contains = node.path("contains");
    return new SuccessRule(
        node.has("zero") ? pointer(node, "zero") : null,
        items.isMissingNode() ? null : items(node, items),
        contains.isMissingNode()
            ? null
            : new SuccessRule.Contains(
                pointer(contains, "list"),
                templates(contains.path("where")),
                contains.path("until").asText(""),
                contains.path("number").asText("")));
  }

  /** {@code items: /pointer}, or an object that names the fields of a verdict, too. */
  private static SuccessRule.Items items(JsonNode success, JsonNode items) {
    return new SuccessRule.Items(
        items.isTextual() ? pointer(success, "items") : pointer(items, "list"),
        items.path("verdict").asText("success"),
        items.path("error").asText("error"),
        items.path("number").asText(""));
  }

  private static ListEndpoint list(Map.Entry<String, JsonNode> list) {
    var node = list.getValue();
    return new ListEndpoint(
        optional(node, "version"),
        new TextTemplate(text(node, "path")),
        templates(node.path("query")),
        pointer(node, "items"),
        node.has("total") ? pointer(node, "total") : null);
  }

  private static Map<String, TextTemplate> templates(JsonNode node) {
    var templates = new LinkedHashMap<String, TextTemplate>();
    node.properties()
        .forEach(
            entry -> templates.put(entry.getKey(), new TextTemplate(entry.getValue().asText())));
    return Collections.unmodifiableMap(templates);
  }

  private static JsonPointer pointer(JsonNode node, String field) {
    return JsonPointer.compile(text(node, field));
  }

  private static List<String> texts(JsonNode node) {
    return Stream.iterate(0, index -> index < node.size(), index -> index + 1)
        .map(index -> node.path(index).asText())
        .toList();
  }

  private static boolean isNone(JsonNode node) {
    return node.isTextual() && node.textValue().equals(NONE);
  }

  private static @Nullable String optional(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.path(field).asText() : null;
  }

  private static <T> T one(Collection<T> of, Predicate<T> wanted, String what) {
    return of.stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no " + what));
  }

  private static String text(JsonNode node, String field) {
    var text = node.path(field).asText("");
    if (text.isBlank()) {
      throw new IllegalArgumentException("no " + field);
    }
    return text;
  }
}
