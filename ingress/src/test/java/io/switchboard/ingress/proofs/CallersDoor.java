package io.switchboard.ingress.proofs;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.TopicPrefix;
import io.switchboard.ingress.FakePublisher;
import io.switchboard.ingress.authentication.Authentication;
import io.switchboard.ingress.http.IngressServer;
import io.switchboard.ingress.limits.Limits;
import io.switchboard.ingress.menu.MenuAnswer;
import io.switchboard.ingress.publishing.IngressComponents;
import io.switchboard.ingress.webhook.Handlers;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.HealthPages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The door with a desk that answers at once, in a process of its own: {@code PORT}. */
final class CallersDoor {
  private CallersDoor() {}

  static void main(String[] arguments) throws InterruptedException {
    var log = new FakePublisher();
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var kafka = new KafkaSettings(Map.of("bootstrap.servers", "none"), TopicPrefix.NONE);
    var health = new HealthChecks();
    var hangUp = "{\"action\":\"hangup\"}".getBytes(StandardCharsets.UTF_8);
    var routes =
        new Handlers(new IngressComponents(kafka, log, log, health, meters))
            .menu(_ -> new MenuAnswer(hangUp, "decided"));
    var port = Integer.parseInt(arguments[0]);
    var _ =
        IngressServer.start(
            new IngressServer.Options(
                "127.0.0.1",
                port,
                null,
                Authentication.OPEN,
                Limits.DEFAULT,
                Duration.ofSeconds(75)),
            routes.handlers(),
            new HealthPages("ingress", health, meters));
    new CountDownLatch(1).await();
  }
}
