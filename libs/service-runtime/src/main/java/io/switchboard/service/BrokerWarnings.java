package io.switchboard.service;

import io.switchboard.contract.broker.BrokerReview;
import io.switchboard.contract.settings.DeploymentMode;
import io.switchboard.contract.settings.Environment;
import io.switchboard.contract.settings.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs once after the start what the brokers of a production cluster should have differently. */
final class BrokerWarnings {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerWarnings.class);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(10);

  private BrokerWarnings() {}

  /** Asks in the background until the brokers answer; only in production, and only with Kafka. */
  static void start(Environment environment) {
    if (environment.text("KAFKA_BOOTSTRAP_SERVERS").isEmpty()
        || DeploymentMode.read(environment) != DeploymentMode.PRODUCTION) {
      return;
    }
    var kafka = KafkaSettings.read(environment);
    Thread.ofVirtual().name("broker-review").start(() -> review(kafka));
  }

  private static void review(KafkaSettings kafka) {
    try (var admin = Admin.create(kafka.clientProperties(Map.of()))) {
      warn(answered(admin));
    } catch (KafkaException | IllegalStateException e) {
      LOG.info("The brokers' settings cannot be checked: {}", e.getMessage());
    }
  }

  private static List<String> answered(Admin admin) {
    while (true) {
      try {
        return BrokerReview.of(admin);
      } catch (IllegalStateException e) {
        if (!(e.getCause() instanceof RetriableException)
            && !(e.getCause() instanceof TimeoutException)) {
          throw e;
        }
        LOG.debug("The brokers did not answer; asking again", e);
      }
      LockSupport.parkNanos(RETRY_INTERVAL.toNanos());
    }
  }

  private static void warn(List<String> findings) {
    findings.forEach(
        finding -> LOG.warn("{}; docs/production.md names the setting to use", finding));
  }
}
