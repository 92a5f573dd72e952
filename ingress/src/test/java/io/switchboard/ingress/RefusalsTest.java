package io.switchboard.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.json.Json;
import io.switchboard.embedded.EmbeddedDatabase;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, with which status, and which field is named. */
class RefusalsTest {
  private static RunningIngress ingress;

  @BeforeAll
  static void start() {
    ingress = RunningIngress.start();
  }

  @AfterAll
  static void stop() {
    ingress.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/webhook/call-result  | {                                               |            ",
        "/webhook/call-result  | []                                              |            ",
        "/webhook/call-result  | 7                                               |            ",
        "/webhook/call-result  | {\"a\":1}                                       | contactId  ",
        "/webhook/call-result  | {\"contactId\":\"\",\"dispositionCode\":\"1\"}  | contactId  ",
        "/webhook/call-result  | {\"contactId\":\"  \",\"dispositionCode\":\"1\"}| contactId  ",
        "/webhook/call-result  | {\"contactId\":5,\"dispositionCode\":\"1\"}     | contactId  ",
        "/webhook/call-result  | {\"contactId\":null,\"dispositionCode\":1}      | contactId  ",
        "/webhook/call-result  | {\"contactId\":\"c\"}                           | dispositionCode",
        "/webhook/call-result  | {\"contactId\":\"c\",\"dispositionCode\":true}  | dispositionCode",
        "/webhook/call-result  | {\"contactId\":\"c\",\"contactId\":\"d\",\"dispositionCode\":1} | contactId",
        "/webhook/data-actions | []                                              |            ",
        "/webhook/data-actions | {\"a\":1}                                       | events     ",
        "/webhook/data-actions | {\"events\":{}}                                 | events     ",
        "/webhook/data-actions | {\"events\":null}                               | events     ",
        "/webhook/dnc          | {\"a\":1}                                       | phoneNumber",
        "/webhook/dnc          | {\"phoneNumber\":\"+1\"}                        | eventName  ",
        "/webhook/dnc          | {\"phoneNumber\":\"+1\",\"eventName\":\"out\"}  | eventName  ",
        "/webhook/dnc          | {\"phoneNumber\":[],\"eventName\":\"optOut\"}   | phoneNumber",
        "/webhook/dnc          | {\"phoneNumber\":true,\"eventName\":\"optOut\"} | phoneNumber",
        "/webhook/dnc          | {\"phoneNumber\":\" \",\"eventName\":\"optOut\"}  | phoneNumber",
        "/webhook/dnc          | {\"phoneNumber\":\"+1\",\"eventName\":7}          | eventName  ",
        "/simulator            | {\"callId\":\"c\"}                              | digit      ",
        "/simulator            | {\"callId\":\"c\",\"digit\":\"12\"}             | digit      ",
        "/simulator            | {\"callId\":\"c\",\"digit\":\"E\"}              | digit      ",
        "/simulator            | {\"digit\":\"1\"}                               | callId     "
      })
  void shouldNameTheField(String path, String body, String field) {
    var answer = ingress.post(path.strip(), body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    var problem = json(answer);
    assertThat(problem.path("status").asInt()).isEqualTo(400);
    assertThat(problem.path("field").asText("")).isEqualTo(field == null ? "" : field.strip());
    assertThat(problem.path("detail").asText()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/livez", "/docs", "/webhook/dnc", "/nothing"})
  void shouldForbidCachesAndSniffingInEveryAnswer(String path) {
    var headers = ingress.get(path).headers();

    assertThat(headers.allValues("Cache-Control")).containsExactly("no-store");
    assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
  }

  @Test
  void shouldKeepTheConnectionWhereTheBodyWasRead() {
    var read = ingress.post("/webhook/dnc", "{");

    assertThat(read.statusCode()).isEqualTo(400);
    assertThat(read.headers().firstValue("Connection")).isEmpty();
  }

  @Test
  void shouldNameEveryFieldAtOnce() {
    var errors = json(ingress.post("/webhook/dnc", "{\"eventName\":\"x\"}")).path("errors");

    assertThat(errors.findValuesAsText("pointer")).containsExactly("/phoneNumber", "/eventName");
  }

  @Test
  void shouldNeverQuoteWhatWasSent() {
    var answer =
        ingress.post(
            "/webhook/dnc", "{\"phoneNumber\":\"+14155552671\",\"eventName\":\"4155552671\"}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).doesNotContain("4155552671");
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/jsonp",
    "application/json; charset=iso-8859-1",
    "application/json; charset=utf-16"
  })
  void shouldRefuseOtherTypes(String contentType) {
    var answer = ingress.post("/webhook/dnc", "{}", "Content-Type", contentType);

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "UTF-8", "utf8"})
  void shouldAcceptUtf8HoweverItIsWritten(String encoding) {
    var answer =
        ingress.post(
            "/webhook/dnc",
            "{\"phoneNumber\":\"+1\",\"eventName\":\"optOut\"}",
            "Content-Type",
            "Application/JSON ; charset=\"UTF-8\"",
            "Content-Encoding",
            encoding);

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"gzip, identity", "identity, gzip", "'identity, br', identity", "deflate, UTF-8"})
  void shouldRefuseEncodedBodies(String line, String other) {
    var request =
        ingress
            .request("/webhook/dnc")
            .header("Content-Encoding", line)
            .header("Content-Encoding", other)
            .POST(BodyPublishers.ofString("{}"));

    var answer = ingress.send(request);

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("an encoded body (Content-Encoding) is not accepted");
  }

  @Test
  void shouldAcceptABodyOf64KiB() {
    var answer = ingress.post("/webhook/call-result", bodyOf64KiB());

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void shouldRefuseABodyOver64KiB() {
    var answer = ingress.post("/webhook/call-result", bodyOf64KiB() + " ");

    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void shouldRefuseAChunkedBodyOver64KiB() {
    var bytes = (bodyOf64KiB() + " ").getBytes(UTF_8);
    var request =
        ingress
            .request("/webhook/call-result")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));

    var answer = ingress.send(request);

    assertThat(answer.statusCode()).isEqualTo(413);
  }

  private static String bodyOf64KiB() {
    var head = "{\"contactId\":\"big\",\"dispositionCode\":\"1\"";
    return head + " ".repeat(65_536 - head.length() - 1) + "}";
  }

  @Test
  void shouldAnswerOtherMethodsWithAProblem() {
    var answer = ingress.get("/webhook/dnc");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(json(answer).path("title").asText()).isEqualTo("Method Not Allowed");
  }

  @Test
  void shouldAnswerOtherPathsWithAProblem() {
    var answer = ingress.post("/webhook/nothing", "{}");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(json(answer).path("title").asText()).isEqualTo("Not Found");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }

  @Test
  void shouldRefuseLongHeads() {
    var answer = ingress.get("/livez", "X-Long", "x".repeat(10_000));

    assertThat(answer.statusCode()).isEqualTo(431);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }

  @Test
  void shouldCountWhatHasNoRouteWithoutNamingWhatWasAskedFor() {
    ingress.get("/call/4155552671");
    ingress.get("/webhook/dnc");
    ingress.get("/livez", "X-Long", "x".repeat(10_000));

    var figures = ingress.get("/metrics").body();

    assertThat(figures)
        .containsPattern("seconds_count\\{route=\"no_route\",.*status=\"404\"} [1-9]")
        .containsPattern("seconds_count\\{route=\"no_route\",.*status=\"405\"} [1-9]")
        .containsPattern("seconds_count\\{route=\"malformed\",.*status=\"431\"} [1-9]")
        .doesNotContain("4155552671");
  }

  @Test
  void shouldNotSpendItselfOnPagesForStrangers() {
    try (var flooded = RunningIngress.start()) {
      HttpResponse<String> answer;
      var asked = 0;
      do {
        answer = flooded.get("/openapi.yaml");
      } while (answer.statusCode() == 200 && ++asked < 5_000);

      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(flooded.get("/livez").statusCode()).isEqualTo(200);
      assertThat(flooded.post("/webhook/dnc", "{}").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void shouldHaveNoSimulatorInProduction() {
    try (var ingress = inProduction()) {
      assertThat(ingress.post("/simulator", "{\"callId\":\"c\",\"digit\":\"1\"}").statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void shouldHaveTheSimulatorInProductionWhenItIsEnabled() {
    try (var ingress = inProduction("SIMULATOR_ENABLED", "true")) {
      assertThat(ingress.post("/simulator", "{\"callId\":\"c\",\"digit\":\"1\"}").statusCode())
          .isEqualTo(200);
    }
  }

  private static RunningIngress inProduction(String... more) {
    var settings = new ArrayList<>(List.of("SWITCHBOARD_ENV", "production"));
    settings.addAll(List.of("PUBLIC_URL", "https://switchboard.example.com"));
    settings.addAll(List.of("TRANSFER_URL", "https://cdn.example.com/transfer"));
    settings.addAll(List.of("DATABASE_URL", EmbeddedDatabase.shared().database("production")));
    settings.addAll(List.of(more));
    return RunningIngress.start(settings.toArray(String[]::new));
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return Json.mapper().readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(answer.body(), e);
    }
  }
}
