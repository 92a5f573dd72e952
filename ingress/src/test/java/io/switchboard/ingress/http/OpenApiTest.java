package io.switchboard.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.switchboard.contract.json.Json;
import io.switchboard.ingress.RunningIngress;
import io.switchboard.ingress.request.Route;
import io.switchboard.service.HealthPages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** openapi.yaml says what is there: every route, and every real answer fits its schema. */
class OpenApiTest {
  private static final JsonNode API = description();

  private static JsonNode description() {
    try (var in = OpenApiTest.class.getResourceAsStream("/openapi.yaml")) {
      return new ObjectMapper(new YAMLFactory()).readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldDescribeEveryRouteAndNothingElse() {
    Set<String> there =
        Arrays.stream(Route.values())
            .map(route -> route.method() + " " + route.path() + " " + route.wireName())
            .collect(Collectors.toCollection(HashSet::new));
    HealthPages.PATHS.forEach(
        path -> there.add("GET " + path + " " + path.substring(1).replace(".yaml", "")));
    there.add("GET " + ApiDocs.PATH + " docs");

    var described = new HashSet<String>();
    for (var path : API.path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        described.add(
            operation.getKey().toUpperCase(Locale.ROOT)
                + " "
                + path.getKey()
                + " "
                + operation.getValue().path("operationId").asText());
      }
    }

    assertThat(described).isEqualTo(there);
  }

  @Test
  void shouldAnswerAsDescribed() {
    try (var open = RunningIngress.start();
        var locked = RunningIngress.start("WEBHOOK_HEADER", "X-Webhook-Token: open sesame")) {
      for (var route : List.of(Route.CALL_RESULT, Route.DATA_ACTIONS, Route.DNC, Route.SIMULATOR)) {
        fits(route, open.post(route.path(), example(route)), 200);
        fits(route, open.post(route.path(), "{\"a\":1}"), 400);
        fits(route, open.post(route.path(), "{"), 400);
        fits(route, open.post(route.path(), "{}", "Content-Type", "text/plain"), 415);
        fits(route, open.post(route.path(), " ".repeat(70_000)), 413);
        fits(route, locked.post(route.path(), example(route)), 401);
      }
      fits(
          Route.DATA_ACTIONS,
          open.post(Route.DATA_ACTIONS.path(), "{\"events\":[7,{},{\"id\":\"x\"}]}"),
          200);
      for (var route : List.of(Route.NICE_STUDIO_MENU, Route.NICE_VAH_EXCHANGE)) {
        fits(route, open.post(route.path(), example(route), "Content-Type", "text/plain"), 200);
        fits(route, open.post(route.path(), "{\"a\":1}"), 200);
        fits(route, open.post(route.path(), " ".repeat(1_100_000)), 200);
        fits(route, locked.post(route.path(), example(route)), 401);
      }
      for (var path : List.of("/livez", "/readyz", "/health")) {
        fits("get", path, open.get(path));
      }
    }
  }

  @Test
  void shouldServeAPageThatLoadsNothingFromElsewhere() {
    try (var ingress = RunningIngress.start()) {
      var page = ingress.get(ApiDocs.PATH);

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Security-Policy"))
          .hasValue(ApiDocs.CONTENT_SECURITY_POLICY);
      assertThat(page.body()).doesNotContainPattern("(src|href)=\"http").doesNotContain("<style");
      var loaded = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page.body()).results();
      assertThat(loaded.map(found -> found.group(1)))
          .hasSizeGreaterThan(3)
          .allMatch(path -> ingress.get(path).statusCode() == 200);
    }
  }

  @Test
  void shouldServeNoOtherFileOfTheWebJar() {
    try (var ingress = RunningIngress.start()) {
      var answer = ingress.get(ApiDocs.PATH + "/oauth2-redirect.html");

      assertThat(answer.statusCode()).isEqualTo(404);
    }
  }

  private static String example(Route route) {
    return API.at("/paths/" + escaped(route.path()) + "/post/requestBody/content")
        .path("application/json")
        .path("examples")
        .iterator()
        .next()
        .path("value")
        .toString();
  }

  private static void fits(Route route, HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as("%s", route).isEqualTo(status);
    fits(route.method().toLowerCase(Locale.ROOT), route.path(), answer);
  }

  private static void fits(String method, String path, HttpResponse<String> answer) {
    var described =
        API.at("/paths/" + escaped(path) + "/" + method + "/responses")
            .path(Integer.toString(answer.statusCode()));
    assertThat(described.isMissingNode()).as("%s %s", path, answer.statusCode()).isFalse();
    if (described.has("$ref")) {
      described = API.at(described.path("$ref").asText().substring(1));
    }
    var type = answer.headers().firstValue("Content-Type").orElse("none");
    var schema = described.path("content").path(type).path("schema");
    assertThat(schema.isMissingNode()).as("%s %s", path, type).isFalse();
    assertThat(errors(schema, answer.body())).as("%s: %s", path, answer.body()).isEmpty();
  }

  private static List<?> errors(JsonNode schema, String body) {
    var whole = (ObjectNode) schema.deepCopy();
    whole.set("components", API.path("components"));
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(whole)
          .validate(Json.mapper().readTree(body));
    } catch (JsonProcessingException e) {
      throw new AssertionError(body, e);
    }
  }

  private static String escaped(String path) {
    return path.replace("~", "~0").replace("/", "~1");
  }
}
