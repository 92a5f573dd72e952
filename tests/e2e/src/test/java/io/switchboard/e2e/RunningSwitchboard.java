package io.switchboard.e2e;

import static org.awaitility.Awaitility.await;

import io.switchboard.contract.json.Json;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.embedded.FreePorts;
import io.switchboard.tenant.SimulatedTenant;
import io.switchboard.tenant.TenantOptions;
import io.switchboard.testkit.database.DatabaseClient;
import io.switchboard.testkit.process.ChildProcess;
import io.switchboard.testkit.process.ProcessSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * {@code switchboard up} in a process of its own, against a simulated tenant of the test's, or with
 * the one that {@code up} starts.
 */
public final class RunningSwitchboard implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);

  private final SimulatedTenant tenant;
  private final Path directory;
  private final int portBase = freeBlockOfPorts();
  private final DatabaseClient database =
      new DatabaseClient(
          DatabaseSettings.parse(
              "postgres://postgres:postgres@127.0.0.1:" + port(30) + "/switchboard"));
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final List<String> arguments;
  private final Map<String, String> environment;
  private @Nullable ChildProcess process;

  RunningSwitchboard(Path directory, String... arguments) {
    this(directory, tutorialTenant(), TenantSettings::tutorial, arguments);
  }

  private RunningSwitchboard(
      Path directory,
      SimulatedTenant tenant,
      Function<SimulatedTenant, Map<String, String>> settings,
      String... arguments) {
    this.directory = directory;
    this.arguments = List.of(arguments);
    this.tenant = tenant;
    this.environment = new HashMap<>(settings.apply(tenant));
    if (!environment.isEmpty()) {
      environment.put("PUBLIC_URL", "http://127.0.0.1:" + portBase);
    }
  }

  /** With the simulated tenant that {@code up} starts by itself. */
  public static RunningSwitchboard withItsOwnTenant(Path directory) {
    return new RunningSwitchboard(directory, tutorialTenant(), _ -> Map.of());
  }

  /** Against a tenant in the shape that NICE publishes. */
  static RunningSwitchboard inTheShapeOfNice(Path directory) {
    return new RunningSwitchboard(directory, TenantSettings.niceTenant(), TenantSettings::nice);
  }

  private static SimulatedTenant tutorialTenant() {
    return SimulatedTenant.start(TenantOptions.onPort(0).withClient("id", "secret"));
  }

  SimulatedTenant tenant() {
    return tenant;
  }

  /** A port, by its offset from the base. */
  public int port(int offset) {
    return portBase + offset;
  }

  /** Starts and waits until ingress says it is ready. */
  public RunningSwitchboard up() {
    var started =
        ProcessSpec.java("io.switchboard.cli.SwitchboardCommand", options())
            .named("up")
            .environment(environment)
            .arguments("up", "--data-dir", directory.resolve("data").toString())
            .arguments("--port-base", Integer.toString(portBase))
            .arguments(arguments.toArray(String[]::new))
            .logTo(log())
            .start();
    process = started;
    started.await("ready; the log is " + log(), START, this::ready);
    return this;
  }

  private static List<String> options() {
    var options = new ArrayList<>(ProcessSpec.SHORT_LIVED);
    options.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    return options;
  }

  private boolean ready() {
    try {
      return get("/readyz").statusCode() == 200;
    } catch (IOException _) {
      return false; // not listening yet
    }
  }

  private Path log() {
    return directory.resolve("up.log");
  }

  /** What it printed. */
  String printed() throws IOException {
    return Files.readString(log());
  }

  /** kill -9. */
  void kill() {
    running().kill();
  }

  /** SIGTERM; the exit code. */
  int stop() {
    return running().stop();
  }

  private ChildProcess running() {
    var started = process;
    if (started == null) {
      throw new IllegalStateException("not started");
    }
    return started;
  }

  HttpResponse<String> get(String path) throws IOException {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  HttpResponse<String> getManagement(int offset, String path) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(offset) + path)).GET());
  }

  /** Posts JSON to ingress. */
  public HttpResponse<String> post(String path, String json) throws IOException {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(
          request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + portBase + path);
  }

  /** All committed records of a topic. */
  List<ConsumerRecord<String, String>> topic(String name) {
    var properties =
        Map.<String, Object>of(
            "bootstrap.servers", "127.0.0.1:" + port(20), "isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      var partitions =
          consumer.partitionsFor(name).stream()
              .map(info -> new TopicPartition(name, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var records = new ArrayList<ConsumerRecord<String, String>>();
      await()
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return ends.entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
              });
      return records;
    }
  }

  /** The rows of a query, each as text with a bar between the columns. */
  List<String> rows(String query) throws SQLException {
    return database.rows(query);
  }

  void execute(String statement) throws SQLException {
    database.execute(statement);
  }

  /** The variables that CXone was last sent for an interaction. */
  Map<String, String> interactionVariables(String callId) {
    var requests =
        tenant.journal().entries("POST", "/api/v2/interactions/" + callId + "/variables");
    if (requests.isEmpty()) {
      return Map.of();
    }
    return read(requests.getLast().body())
        .valueStream()
        .collect(Collectors.toMap(v -> v.get("name").asText(), v -> v.get("value").asText()));
  }

  static com.fasterxml.jackson.databind.JsonNode read(String json) {
    try {
      return Json.mapper().readTree(json);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + json, e);
    }
  }

  private static int freeBlockOfPorts() {
    return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(200, 300) * 100)
        .limit(100)
        .filter(base -> IntStream.range(base, base + 40).allMatch(FreePorts::isFree))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() throws Exception {
    database.close();
    var started = process;
    if (started != null) {
      started.stop();
    }
    http.close();
    tenant.close();
  }
}
