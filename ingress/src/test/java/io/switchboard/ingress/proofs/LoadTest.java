package io.switchboard.ingress.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.ingress.RunningIngress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepted requests a second at 64 connections, with authentication, parsing and limits on, against
 * an echo and against a bare handler with the same producer: in one run, by turns, as ratios of
 * medians. Broker, servers and client share the machine.
 */
@Tag("long")
class LoadTest {
  private static final Logger LOG = LoggerFactory.getLogger(LoadTest.class);
  private static final int CONNECTIONS = 64;
  private static final int ROUNDS = 5;
  private static final Duration ROUND = Duration.ofSeconds(8);
  private static final byte[] REQUEST =
      HttpConnection.request(
          "/webhook/call-result",
          "{\"contactId\":\"contact-1\",\"dispositionCode\":\"1001\",\"callResult\":\"answered\","
              + "\"timestamp\":\"2026-11-20T10:00:00Z\",\"phoneNumber\":\"+14155552671\"}",
          "X-Webhook-Token: open sesame");

  @Test
  void shouldTakeAGoodShareOfWhatTheMachineCan() throws Exception {
    try (var ingress =
        RunningIngress.start(
            "WEBHOOK_HEADER", "X-Webhook-Token: open sesame", "WEBHOOK_RATE_LIMIT", "1000000")) {
      var echo = BareServers.echo();
      var bare = BareServers.bare(producer(ingress), ingress.topics().contactEvents().name());
      try {
        var ports = new TreeMap<String, Integer>();
        ports.put("door", ingress.service().port());
        ports.put("echo", echo.port());
        ports.put("bare", BareServers.port(bare));
        var medians = medians(ports);

        LOG.warn("medians of {} rounds: {}", ROUNDS, medians);
        LOG.warn(
            "door/echo {}, door/bare {}",
            ratio(medians, "door", "echo"),
            ratio(medians, "door", "bare"));
        assertThat(medians.values()).allMatch(latencies -> latencies.others() == 0);
      } finally {
        echo.stop();
        bare.stop();
      }
    }
  }

  private static Map<String, Latencies> medians(Map<String, Integer> ports) throws Exception {
    var rounds = new HashMap<String, List<Latencies>>();
    for (var round = -1; round < ROUNDS; round++) { // the first is for the compiler
      for (var server : ports.entrySet()) {
        var latencies = new Load(server.getValue(), CONNECTIONS, ROUND, REQUEST).run();
        LOG.warn("round {} {}: {}", round, server.getKey(), latencies);
        if (round >= 0) {
          rounds.computeIfAbsent(server.getKey(), _ -> new ArrayList<>()).add(latencies);
        }
      }
    }
    var medians = new TreeMap<String, Latencies>();
    rounds.forEach(
        (name, all) -> {
          all.sort(Comparator.comparingDouble(Latencies::perSecond));
          medians.put(name, all.get(ROUNDS / 2));
        });
    return medians;
  }

  private static String ratio(Map<String, Latencies> medians, String one, String other) {
    var above = java.util.Objects.requireNonNull(medians.get(one)).perSecond();
    return "%.2f"
        .formatted(above / java.util.Objects.requireNonNull(medians.get(other)).perSecond());
  }

  /** The door's own, so that the handlers alone differ. */
  private static Map<String, Object> producer(RunningIngress ingress) {
    return Map.of(
        "bootstrap.servers", ingress.bootstrap(),
        "acks", "all",
        "linger.ms", 0,
        "batch.size", 65_536,
        "max.block.ms", 250,
        "delivery.timeout.ms", 4_000,
        "request.timeout.ms", 2_000);
  }
}
