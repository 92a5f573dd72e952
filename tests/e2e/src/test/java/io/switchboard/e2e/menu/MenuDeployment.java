package io.switchboard.e2e.menu;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.ingress.IngressService;
import io.switchboard.ivr.IvrService;
import io.switchboard.ivr.activation.DefinitionPublisher;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.service.Service;
import io.switchboard.testkit.cluster.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ingress and ivr-streams on the shared servers, under a topic prefix of their own. */
final class MenuDeployment implements AutoCloseable {
  static final String GOLD = "+14155550100";

  static {
    // shorter than ingress keeps a silent connection: a request is never sent on one just closed
    System.setProperty("jdk.httpclient.keepalive.timeout", "2");
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final TestCluster cluster = TestCluster.start().createTopicsOf(1);
  private final KafkaSettings kafka = cluster.kafka();
  private final Path directory;
  private final String database;

  /** Makes topics, profiles and the shipped definition. */
  MenuDeployment(Path directory) {
    this.directory = directory;
    this.database = EmbeddedDatabase.shared().database("menu_deployment");
    createProfiles(database);
    try (var publisher = new DefinitionPublisher(kafka, "/switchboard/test")) {
      publisher.activate(DefinitionFile.shipped(), Instant.now());
    }
  }

  KafkaSettings kafka() {
    return kafka;
  }

  /** An ingress that is ready, with more settings: name, value, … */
  IngressService ingress(String... more) {
    return ready(IngressService.start(environment(more)));
  }

  /** An ivr-streams that runs. */
  IvrService ivr() {
    return ready(IvrService.start(environment()));
  }

  /** What a service of this deployment is started with. */
  Map<String, String> variables() {
    return cluster.variables(
        "DATABASE_URL", database, "HTTP_PORT", "0", "STATE_DIR", directory.toString());
  }

  /** The answer to one menu webhook. */
  JsonNode menu(IngressService at, String callId, String from, String dtmf) {
    return menu(at, callId, from, dtmf, null);
  }

  JsonNode menu(
      IngressService at, String callId, String from, String dtmf, @Nullable Integer turn) {
    var body =
        JsonNodeFactory.instance
            .objectNode()
            .put("callId", callId)
            .put("from", from)
            .put("dtmf", dtmf)
            .toString();
    var path = "/webhook/ivr-menu" + (turn == null ? "" : "?turn=" + turn);
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at.port() + path))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(20))
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      return Json.mapper().readTree(send(request));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String send(HttpRequest request) {
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("answered " + answer.statusCode());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Answers of an ingress that ivr-streams has decided in time. */
  double decided(IngressService at) {
    var metrics = URI.create("http://127.0.0.1:" + at.port() + "/metrics");
    return send(HttpRequest.newBuilder(metrics).build())
        .lines()
        .filter(line -> line.startsWith("menu_answers_total{how=\"decided\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** Fallbacks on the log. */
  long fallbacks() {
    return cluster.read(kafka.topics().dtmf()).stream()
        .filter(record -> record.value() instanceof CallEvent.Fallback)
        .count();
  }

  private <S extends Service> S ready(S service) {
    parts.push(service);
    await().until(() -> service.health().ready());
    return service;
  }

  private Environment environment(String... more) {
    var variables = new HashMap<>(variables());
    for (var i = 0; i < more.length; i += 2) {
      variables.put(more[i], more[i + 1]);
    }
    return new Environment(variables);
  }

  /** Not by two at a time: concurrent statements that create one table can fail. */
  private static synchronized void createProfiles(String database) {
    var settings = DatabaseSettings.parse(database);
    try (var connection =
            DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password());
        var statement = connection.createStatement()) {
      statement.execute(
          "create table if not exists customer_profiles"
              + " (phone_number text primary key, tier text not null, menu_prompt_url text)");
      statement.execute(
          "insert into customer_profiles values ('"
              + GOLD
              + "', 'gold', null)"
              + " on conflict do nothing");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws Exception {
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
    cluster.close();
    http.close();
  }
}
