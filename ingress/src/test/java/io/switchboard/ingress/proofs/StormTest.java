package io.switchboard.ingress.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many more senders than permits, which send again immediately after each response, to an ingress
 * that has just been started; then Kafka does not answer. Every request gets its response in time,
 * by ingress's own clock, from the arrival of its first bytes (the senders share the processors
 * with ingress and see more).
 */
@ResourceLock(Deployment.PROCESSORS)
@Order(1)
class StormTest {
  private static final Logger LOG = LoggerFactory.getLogger(StormTest.class);

  /** 32 times as many as there are permits. */
  private static final int SENDERS = 2_048;

  private static final int OUTAGES = 10;

  /** Promises before each outage and after it. */
  private static final int PROMISES = 20_000;

  /** Fewer than all: the senders use the processors of ingress. */
  private static final double MIN_IN_TIME = 0.75;

  /** How many requests were answered within 5 s, or at all. */
  private static final Pattern BUCKET =
      Pattern.compile(
          "ingress_requests_seconds_bucket\\{route=\"call-result\".*le=\"(5\\.0|\\+Inf)\"}"
              + " ([0-9.E]+)");

  @TempDir private Path directory;

  @Test
  @Tag("long")
  void shouldRefuseInTimeAndLoseNothingTimeAndAgain() throws IOException {
    var inTime = storm();

    assertThat(inTime).as("share of requests answered within 5 s").isGreaterThan(MIN_IN_TIME);
  }

  /** The share of requests that ingress answered within 5 s. */
  private double storm() throws IOException {
    var deployment = Deployment.in(directory);
    try (var broker = deployment.broker()) {
      deployment.createTopics();
      try (var ingress = deployment.productionIngress()) {
        ingress.awaitPort(deployment.port());
        try (var load = JournalledLoad.eager(deployment.port(), SENDERS)) {
          load.awaitPromises(PROMISES);
          for (var outage = 0; outage < OUTAGES; outage++) {
            LOG.warn("before an outage: {}", load.figures());
            broker.suspend();
            load.awaitRefusals(2 * SENDERS);
            broker.resume();
            load.awaitPromises(PROMISES);
          }
          var promised = load.journal();
          LOG.warn("{}", load.figures());
          assertThat(load.withoutAdvice()).isZero();
          // none, but a connection that is not read for 5 s counts as idle
          assertThat(load.cutOff()).isLessThanOrEqualTo(SENDERS);
          assertThat(deployment.lost(promised)).isEmpty();
          return inTime(deployment.managementPort());
        }
      }
    }
  }

  /** The share of requests that ingress answered within 5 s, by its own clock. */
  private static double inTime(int managementPort) throws IOException {
    var counts = new HashMap<String, Double>();
    for (var line : metrics(managementPort)) {
      var bucket = BUCKET.matcher(line);
      if (bucket.matches()) {
        counts.merge(bucket.group(1), Double.parseDouble(bucket.group(2)), Double::sum);
      }
    }
    LOG.warn("within 5 s of all: {}", counts);
    return counts.getOrDefault("5.0", 0.0) / counts.getOrDefault("+Inf", 0.0);
  }

  private static List<String> metrics(int managementPort) throws IOException {
    var page = URI.create("http://127.0.0.1:" + managementPort + "/metrics").toURL();
    try (var in = page.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
