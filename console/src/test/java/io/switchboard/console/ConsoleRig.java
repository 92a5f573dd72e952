package io.switchboard.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.embedded.EmbeddedBroker;
import io.switchboard.embedded.EmbeddedDatabase;
import io.switchboard.replay.reading.LogReader;
import io.switchboard.replay.reading.LogWindow;
import io.switchboard.testkit.cluster.TestCluster;
import io.switchboard.testkit.database.DatabaseClient;
import io.switchboard.testkit.database.TemplateDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** A deployment of its own on the shared servers, and a console in front of it. */
final class ConsoleRig implements AutoCloseable {
  /** The resource of tests that use {@link #shared}: they count what is there. */
  static final String SHARED = "shared console";

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final TemplateDatabase TABLES =
      new TemplateDatabase("console", ConsoleRig::migrate);
  private static final String HASH = BCrypt.withDefaults().hashToString(4, "secret".toCharArray());
  private static final Map<String, String> USERS =
      Map.of(
          "CONSOLE_HOST",
          "127.0.0.1",
          "CONSOLE_PROXY_FROM",
          "127.0.0.1",
          "CONSOLE_USERS",
          "ada:%1$s:operator+privacy,ann:%1$s:operator,ben:%1$s:viewer".formatted(HASH));
  private static @Nullable ConsoleRig shared;
  private static @Nullable ConsoleRig sharedOpen;

  final KafkaSettings kafka;
  final DatabaseSettings database;
  ConsoleService console;
  private final KafkaProducer<byte[], byte[]> producer;

  private final DatabaseClient client;
  private final String databaseName;
  private final Map<String, String> variables;

  private ConsoleRig(Map<String, String> settings, EmbeddedBroker broker) {
    var number = ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
    var prefix = "console" + number + "-";
    kafka =
        new KafkaSettings(
            Map.of("bootstrap.servers", broker.bootstrapServers()), new TopicPrefix(prefix));
    TestCluster.createTopicsOf(1, kafka);
    var url = copyOfTables();
    databaseName = url.replaceFirst(".*/", "");
    database = DatabaseSettings.parse(url);
    client = new DatabaseClient(database);
    producer =
        new KafkaProducer<>(
            kafka.clientProperties(Map.of()), new ByteArraySerializer(), new ByteArraySerializer());
    var all = new HashMap<>(settings);
    all.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
    all.put("TOPIC_PREFIX", prefix);
    all.put("DATABASE_URL", url);
    all.put("CONSOLE_PORT", "0");
    all.put("MANAGEMENT_PORT", "0");
    console = ConsoleService.start(new Environment(all));
    all.put("CONSOLE_PORT", Integer.toString(console.port()));
    variables = Map.copyOf(all);
  }

  /** A console without logins, for every user of this machine. */
  static ConsoleRig open() {
    return on(EmbeddedBroker.shared());
  }

  /** The same with a broker that the test may stop. */
  static ConsoleRig on(EmbeddedBroker broker) {
    return new ConsoleRig(Map.of(), broker);
  }

  /** One without logins for tests that mind no data of others; it is closed with the process. */
  static synchronized ConsoleRig sharedOpen() {
    var rig = sharedOpen;
    if (rig == null) {
      rig = open();
      Runtime.getRuntime().addShutdownHook(new Thread(rig::close));
      sharedOpen = rig;
    }
    return rig;
  }

  /**
   * The console that most tests share; its topics and tables have what others wrote. The password
   * of ada (operator, privacy), ann (operator) and ben (viewer) is {@code secret}.
   */
  static synchronized ConsoleRig shared() {
    var rig = shared;
    if (rig == null) {
      rig = withUsers();
      Runtime.getRuntime().addShutdownHook(new Thread(rig::close));
      shared = rig;
    }
    return rig;
  }

  /** One with the users of {@link #shared} that the test may stop. */
  static ConsoleRig withUsers() {
    return new ConsoleRig(USERS, EmbeddedBroker.shared());
  }

  /** The console is away from now on. */
  void stopConsole() {
    console.close();
  }

  /** Starts it again, as a process that has forgotten everything: at the same address. */
  void startConsole() {
    console = ConsoleService.start(new Environment(variables));
  }

  private static String copyOfTables() {
    try {
      return TABLES.copy();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void migrate(String url) {
    var database = DatabaseSettings.parse(url);
    Flyway.configure()
        .dataSource(database.jdbcUrl(), database.user(), database.password())
        .locations("classpath:db/migration")
        .load()
        .migrate();
  }

  /** What the console answers to a GET, without a browser. */
  String html(String path) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(url(path))).build();
      return http.send(request, BodyHandlers.ofString()).body();
    }
  }

  String url(String path) {
    return "http://127.0.0.1:" + console.port() + path;
  }

  /** Writes a record and waits until the broker has it. */
  void send(String topic, @Nullable String key, @Nullable String value) {
    send(topic, key, value, new RecordHeaders());
  }

  void send(String topic, @Nullable String key, @Nullable String value, Headers headers) {
    send(
        new ProducerRecord<>(
            kafka.prefix().applyTo(topic), null, null, bytes(key), bytes(value), headers));
  }

  void send(ProducerRecord<byte[], byte[]> record) {
    try {
      var _ = producer.send(record).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker did not take the record", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Writes a record; {@link #flush} waits for all of them. */
  void sendLater(String topic, String key, String value) {
    var _ =
        producer.send(
            new ProducerRecord<>(kafka.prefix().applyTo(topic), bytes(key), bytes(value)));
  }

  void flush() {
    producer.flush();
  }

  /** The committed values on a topic. */
  List<String> values(String topic) {
    var values = new ArrayList<String>();
    try (var reader = LogReader.open(kafka)) {
      var partitions = reader.partitions(kafka.prefix().applyTo(topic));
      var reading = reader.read(reader.ranges(partitions, LogWindow.ALL));
      while (!reading.finished()) {
        reading.poll().forEach(record -> values.add(new String(record.value(), UTF_8)));
      }
    }
    return values;
  }

  /** Writes rows as the sink does. */
  void execute(String sql, String... parameters) throws SQLException {
    client.execute(sql, Arrays.asList(parameters));
  }

  /** The database takes no connection any more, and ends those that it has. */
  void stopDatabase() throws SQLException {
    var server = DatabaseSettings.parse(EmbeddedDatabase.shared().url("postgres"));
    try (var connection = server.connect("console-test");
        var statement = connection.createStatement()) {
      statement.execute("ALTER DATABASE " + databaseName + " WITH ALLOW_CONNECTIONS false");
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
              + databaseName
              + "'");
    }
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(UTF_8);
  }

  @Override
  public void close() {
    console.close();
    client.close();
    producer.close();
  }
}
