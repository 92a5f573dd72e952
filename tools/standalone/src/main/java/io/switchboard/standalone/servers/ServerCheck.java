package io.switchboard.standalone.servers;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.switchboard.contract.settings.DatabaseRefusal;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.KafkaSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that a server answers before a command uses it. Every method returns when the server
 * answers, and throws an {@link UnreachableServerException} within 4 s when it does not, so that
 * the user does not wait for the clients' timeouts. On an overloaded machine a broker that accepts
 * connections gets more time for its answer; a notice says so within 4 s.
 */
public final class ServerCheck {
  private static final Logger LOG = LoggerFactory.getLogger(ServerCheck.class);
  private static final Duration TIMEOUT = Duration.ofMillis(3_500);

  /** From this load of each processor on, Kafka's client is itself slow to start and to read. */
  private static final double HIGH_LOAD = 3;

  private static final double MOST_TIMES_LONGER = 4;

  /** SQLSTATE class 28: invalid authorization. */
  private static final String LOGIN_REFUSED = "28";

  /** SQLSTATE class 08: connection exception. */
  private static final String CONNECTION = "08";

  private final Duration timeout;
  private final DoubleSupplier load;
  private final Consumer<String> notices;

  /** Logs when Kafka gets more time. */
  public ServerCheck() {
    this(LOG::warn);
  }

  /**
   * @param notices takes the sentence that says that Kafka gets more time
   */
  public ServerCheck(Consumer<String> notices) {
    this(TIMEOUT, ServerCheck::loadOfEachProcessor, notices);
  }

  /**
   * @param load of each processor, averaged over a minute; negative where it is not known
   */
  ServerCheck(Duration timeout, DoubleSupplier load, Consumer<String> notices) {
    this.timeout = timeout;
    this.load = load;
    this.notices = notices;
  }

  private static double loadOfEachProcessor() {
    var machine = ManagementFactory.getOperatingSystemMXBean();
    return machine.getSystemLoadAverage() / machine.getAvailableProcessors();
  }

  /**
   * Asks the cluster for its brokers, and one of these for a connection.
   *
   * @param hint a sentence that says which setting gives the address
   */
  public void kafka(KafkaSettings kafka, String hint) {
    var servers = String.valueOf(kafka.properties().get("bootstrap.servers"));
    connect("Kafka", List.of(servers.split("\\s*,\\s*")), servers, hint);
    var patience = timeoutUnder(load.getAsDouble(), timeout);
    var milliseconds = (int) patience.toMillis();
    var admin =
        Admin.create(
            kafka.clientProperties(
                Map.of(
                    "request.timeout.ms", milliseconds, "default.api.timeout.ms", milliseconds)));
    try {
      var brokers =
          answer(admin.describeCluster().nodes(), patience, servers, hint).stream()
              .map(ServerCheck::address)
              .toList();
      Reachability.problem(brokers, timeout)
          .ifPresent(
              why -> {
                throw unreachable(
                    "Kafka",
                    servers,
                    "its brokers advertise " + String.join(", ", brokers) + ": " + why,
                    hint);
              });
    } catch (ExecutionException e) {
      throw unreachable("Kafka", servers, reason(e.getCause(), patience), hint);
    } catch (TimeoutException _) {
      throw unreachable("Kafka", servers, notKafka(patience), hint);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Kafka was asked", e);
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  private Collection<Node> answer(
      KafkaFuture<Collection<Node>> nodes, Duration patience, String servers, String hint)
      throws ExecutionException, InterruptedException, TimeoutException {
    var more = patience.minus(timeout);
    try {
      return nodes.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      if (!more.isPositive()) {
        throw e;
      }
      notices.accept(
          ("Kafka accepts connections at %s, but there is %s on this overloaded machine;"
                  + " waiting %d s more. %s")
              .formatted(
                  servers,
                  Reachability.noAnswer(timeout),
                  Math.ceilDiv(more.toMillis(), 1_000),
                  hint));
      return nodes.get(more.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static String address(Node broker) {
    return broker.host() + ":" + broker.port();
  }

  /** The timeout of Kafka's answer under a load of each processor. */
  static Duration timeoutUnder(double load, Duration timeout) {
    var times = Math.clamp(load / HIGH_LOAD, 1, MOST_TIMES_LONGER);
    return Duration.ofMillis(Math.round(timeout.toMillis() * times));
  }

  private static String reason(@Nullable Throwable failure, Duration timeout) {
    return switch (failure) {
      case AuthenticationException e ->
          "it refuses the login, "
              + e.getClass().getSimpleName()
              + "; check the KAFKA_SASL_ and"
              + " KAFKA_SSL_ settings";
      case org.apache.kafka.common.errors.TimeoutException _ -> notKafka(timeout);
      case null -> "it does not say why";
      default -> failure.getClass().getSimpleName();
    };
  }

  private static String notKafka(Duration timeout) {
    return "it accepts connections, but there is "
        + Reachability.noAnswer(timeout)
        + " in Kafka's protocol: it is overloaded, or KAFKA_SECURITY_PROTOCOL is another one";
  }

  /**
   * Logs in to PostgreSQL and out again.
   *
   * @param hint a sentence that says which setting gives the address
   */
  public void database(DatabaseSettings database, String hint) {
    var addresses = String.join(", ", database.addresses());
    connect("PostgreSQL", database.addresses(), addresses, hint);
    try {
      database.connect("check").close();
    } catch (SQLException e) {
      var state = String.valueOf(e.getSQLState());
      var why = DatabaseRefusal.text(e).orElseGet(() -> databaseReason(state));
      throw unreachable("PostgreSQL", addresses, why, hint);
    }
  }

  /** The address accepts connections, so a failed connection is a login without an answer. */
  private static String databaseReason(String state) {
    if (state.startsWith(LOGIN_REFUSED)) {
      return "it refuses the login, SQLSTATE " + state + "; check user and password";
    }
    return state.startsWith(CONNECTION)
        ? "it accepts connections but does not answer the login, SQLSTATE " + state
        : "SQLSTATE " + state;
  }

  /**
   * Sends Redis a PING.
   *
   * @param hint a sentence that says which setting gives the address
   */
  public void redis(String url, String hint) {
    var uri = RedisURI.create(url);
    uri.setTimeout(timeout);
    var address = uri.getHost() + ":" + uri.getPort();
    connect("Redis", List.of(address), address, hint);
    var client = RedisClient.create(uri);
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(false)
            .socketOptions(SocketOptions.builder().connectTimeout(timeout).build())
            .build());
    try (var connection = client.connect()) {
      connection.sync().ping();
    } catch (RedisException e) {
      throw unreachable("Redis", address, reason(e), hint);
    } finally {
      var _ = client.shutdownAsync(); // not shutdown: it would wait for a silent server again
    }
  }

  private String reason(RedisException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RedisCommandExecutionException) {
        return "it refuses the login; check user and password";
      }
    }
    return Reachability.noAnswer(timeout);
  }

  /**
   * Requests {@code /livez} of an HTTP server; any response counts.
   *
   * @param what for example {@code ingress}
   * @param hint a sentence that says which setting gives the address
   */
  public void http(String what, URI url, String hint) {
    try (var http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build()) {
      http.send(
          HttpRequest.newBuilder(url.resolve("/livez")).timeout(timeout).build(),
          BodyHandlers.discarding());
    } catch (HttpTimeoutException _) {
      throw unreachable(what, url.toString(), Reachability.noAnswer(timeout), hint);
    } catch (ConnectException e) {
      var unknown = e.getCause() instanceof UnresolvedAddressException;
      var why = unknown ? "the host is unknown" : "connection refused";
      throw unreachable(what, url.toString(), why, hint);
    } catch (IOException e) {
      throw unreachable(what, url.toString(), e.getClass().getSimpleName(), hint);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + what + " was asked", e);
    }
  }

  private void connect(String what, Collection<String> addresses, String shown, String hint) {
    Reachability.problem(addresses, timeout)
        .ifPresent(
            why -> {
              throw unreachable(what, shown, why, hint);
            });
  }

  private static UnreachableServerException unreachable(
      String what, String address, String why, String hint) {
    return new UnreachableServerException(
        what + " does not answer at " + address + " (" + why + "). " + hint);
  }
}
