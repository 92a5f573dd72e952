package io.switchboard.ingress.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.switchboard.contract.TopicPrefix;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.ingress.FakePublisher;
import io.switchboard.ingress.authentication.Authentication;
import io.switchboard.ingress.http.Limits;
import io.switchboard.ingress.http.Routes;
import io.switchboard.ingress.http.WebServer;
import io.switchboard.ingress.menu.MenuAnswer;
import io.switchboard.ingress.publishing.IngressParts;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.HealthPages;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * 2,000 connections that send a byte now and then, and a stream of JSON bombs, while menus are
 * answered: the door's own share of a caller's wait, with a desk that answers at once.
 */
@Tag("long")
class FloodTest {
  private static final Logger LOG = LoggerFactory.getLogger(FloodTest.class);
  private static final int SLOW = 2_000;
  private static final Duration MEASURE = Duration.ofSeconds(20);
  private static final byte[] MENU =
      HttpConnection.request("/webhook/ivr-menu", "{\"callId\":\"call-1\",\"dtmf\":\"1\"}");
  private static final byte[] BOMB =
      HttpConnection.request("/webhook/data-actions", "{\"events\":" + "[".repeat(60_000) + "}");

  @Test
  void shouldAnswerMenusNearlyAsFastUnderAFlood() throws Exception {
    try (var server = server()) {
      menus(server); // for the compiler
      var quiet = menus(server);
      var flooding = new AtomicBoolean(true);
      Latencies flooded;
      try (var attackers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (var i = 0; i < SLOW; i++) {
          attackers.execute(() -> dribble(server.port(), flooding));
        }
        attackers.execute(() -> bombard(server.port(), flooding));
        TimeUnit.SECONDS.sleep(3);
        flooded = menus(server);
        flooding.set(false);
      }
      LOG.warn("menus quiet: {}; under the flood: {}", quiet, flooded);
      assertThat(flooded.others()).isZero();
      assertThat(flooded.percentile(99)).isLessThan(2 * Math.max(quiet.percentile(99), 5));
    }
  }

  /** Eight callers at a time: not to measure how much, but how long. */
  private static Latencies menus(WebServer server) throws Exception {
    return new Load(server.port(), 8, MEASURE, MENU).run();
  }

  private static WebServer server() {
    var log = new FakePublisher();
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var kafka = new KafkaSettings(Map.of("bootstrap.servers", "none"), TopicPrefix.NONE);
    var health = new HealthChecks();
    var hangUp = "{\"action\":\"hangup\"}".getBytes(StandardCharsets.UTF_8);
    var routes =
        new Routes(new IngressParts(kafka, log, log, health, meters))
            .menu(_ -> new MenuAnswer(hangUp, "decided"));
    return WebServer.start(
        new WebServer.Options("127.0.0.1", 0, null, Authentication.OPEN, Limits.DEFAULT),
        routes.handlers(),
        new HealthPages("ingress", health, meters));
  }

  private static void dribble(int port, AtomicBoolean flooding) {
    while (flooding.get()) {
      try (var socket = new Socket("127.0.0.1", port)) {
        var out = socket.getOutputStream();
        out.write("POST /webhook/dnc HTTP/1.1\r\nHost: a\r\nX: ".getBytes(StandardCharsets.UTF_8));
        while (flooding.get()) {
          out.write('x');
          TimeUnit.SECONDS.sleep(1);
        }
      } catch (IOException _) {
        continue; // cut off: come again
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private static void bombard(int port, AtomicBoolean flooding) {
    try (var connection = new HttpConnection(port)) {
      while (flooding.get()) {
        var status = connection.exchange(BOMB);
        if (status != 400) {
          throw new IllegalStateException("a bomb was answered " + status);
        }
        TimeUnit.MILLISECONDS.sleep(5);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
