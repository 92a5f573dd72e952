package io.switchboard.ingress;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.ingress.publishing.KafkaHealth;
import io.switchboard.ingress.publishing.KafkaPublisher;
import io.switchboard.ingress.publishing.ProducerTuning;
import io.switchboard.service.HealthChecks;

/** Publishers as ingress makes them, for tests of its parts. */
public final class TestPublishers {
  private TestPublishers() {}

  public static KafkaPublisher start(KafkaSettings kafka, ProducerTuning tuning) {
    return KafkaPublisher.start(kafka, tuning, new KafkaHealth(new HealthChecks()));
  }
}
