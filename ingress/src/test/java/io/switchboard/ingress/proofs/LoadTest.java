package io.switchboard.ingress.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.contract.TopicPrefix;
import io.switchboard.contract.topics.TopicCatalog;
import io.switchboard.contract.topics.TopicPlan;
import io.switchboard.embedded.FreePorts;
import io.switchboard.ingress.Main;
import io.switchboard.ingress.proofs.LoadProcess.Figures;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepted requests a second at 64 connections, with authentication, parsing and limits on, against
 * an echo and against a bare handler with the same producer: in one run, by turns, as ratios of
 * medians. Broker, servers and client are processes of their own on one machine.
 */
@Tag("long")
class LoadTest {
  private static final Logger LOG = LoggerFactory.getLogger(LoadTest.class);
  private static final int CONNECTIONS = 64;

  private static final int ROUNDS = Integer.getInteger("load.rounds", 4);
  private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("load.seconds", 4));

  /** Until the compilers are through, in seconds: on two cores the door needs a minute. */
  private static final Map<String, Integer> WARM_UP = Map.of("door", 60, "bare", 25, "echo", 15);

  private static final byte[] REQUEST =
      HttpConnection.request(
          "/webhook/call-result",
          "{\"contactId\":\"contact-1\",\"dispositionCode\":\"1001\",\"callResult\":\"answered\","
              + "\"timestamp\":\"2026-11-20T10:00:00Z\",\"phoneNumber\":\"+14155552671\"}",
          "X-Webhook-Token: open sesame");
  private final List<JvmProcess> processes = new ArrayList<>();
  @TempDir private Path directory;

  @Test
  void shouldTakeAGoodShareOfWhatTheMachineCan() throws Exception {
    try (var client = LoadProcess.start()) {
      var medians = medians(client, servers(broker()));

      LOG.warn("medians of {} rounds: {}", ROUNDS, medians);
      LOG.warn(
          "door/echo {}, door/bare {}",
          ratio(medians, "door", "echo"),
          ratio(medians, "door", "bare"));
      assertThat(medians.values()).allMatch(figures -> figures.others() == 0);
    } finally {
      processes.forEach(JvmProcess::close);
    }
  }

  private String broker() {
    var port = FreePorts.next();
    processes.add(
        JvmProcess.startThorough(
            BrokerProcess.class,
            Map.of(),
            directory.resolve("broker.log"),
            directory.resolve("broker").toString(),
            Integer.toString(port),
            Integer.toString(FreePorts.next())));
    var bootstrap = "127.0.0.1:" + port;
    awaitPort(port);
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      var wanted = TopicCatalog.shipped().wanted("embedded", TopicPrefix.NONE);
      TopicPlan.make(admin, wanted).apply(admin);
    }
    return bootstrap;
  }

  private Map<String, Integer> servers(String bootstrap) {
    var ports = new TreeMap<String, Integer>();
    for (var name : List.of("bare", "door", "echo")) {
      ports.put(name, FreePorts.next());
    }
    var door = Integer.toString(Objects.requireNonNull(ports.get("door")));
    var settings =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS",
            bootstrap,
            "HTTP_PORT",
            door,
            "MANAGEMENT_PORT",
            Integer.toString(FreePorts.next()),
            "WEBHOOK_HEADER",
            "X-Webhook-Token: open sesame",
            "WEBHOOK_RATE_LIMIT",
            "1000000");
    processes.add(JvmProcess.startThorough(Main.class, settings, directory.resolve("door.log")));
    for (var name : List.of("bare", "echo")) {
      processes.add(
          JvmProcess.startThorough(
              BareServers.class,
              Map.of(),
              directory.resolve(name + ".log"),
              name,
              Integer.toString(Objects.requireNonNull(ports.get(name))),
              bootstrap,
              "cxone.contact-events"));
    }
    ports.values().forEach(LoadTest::awaitPort);
    return ports;
  }

  private static Map<String, Figures> medians(LoadProcess client, Map<String, Integer> ports)
      throws IOException {
    var rounds = new TreeMap<String, List<Figures>>();
    for (var round = -1; round < ROUNDS; round++) {
      for (var server : ports.entrySet()) {
        var warmUp = Duration.ofSeconds(Objects.requireNonNull(WARM_UP.get(server.getKey())));
        var time = round < 0 ? warmUp : ROUND;
        var figures = client.run(new Load(server.getValue(), CONNECTIONS, time, REQUEST));
        LOG.warn("round {} {}: {}", round, server.getKey(), figures);
        if (round >= 0) {
          rounds.computeIfAbsent(server.getKey(), _ -> new ArrayList<>()).add(figures);
        }
      }
    }
    var medians = new TreeMap<String, Figures>();
    rounds.forEach(
        (name, all) -> {
          all.sort(Comparator.comparingDouble(Figures::perSecond));
          medians.put(name, all.get((ROUNDS - 1) / 2));
        });
    return medians;
  }

  private static String ratio(Map<String, Figures> medians, String one, String other) {
    var above = Objects.requireNonNull(medians.get(one)).perSecond();
    return "%.2f".formatted(above / Objects.requireNonNull(medians.get(other)).perSecond());
  }

  static void awaitPort(int port) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(
            () -> {
              new Socket("127.0.0.1", port).close();
              return true;
            });
  }
}
