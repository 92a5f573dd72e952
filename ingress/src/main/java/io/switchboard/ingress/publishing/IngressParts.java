package io.switchboard.ingress.publishing;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topics;
import io.switchboard.service.HealthChecks;

/**
 * What the parts of ingress are given. A part does not wait in its start: it reports to {@code
 * health} under its own name, down until it is ready.
 *
 * @param webhooks for what a sender waits 4 s for at most
 * @param menu for waiting callers: hands over in 50 ms or not at all
 */
public record IngressParts(
    KafkaSettings kafka,
    Publisher webhooks,
    Publisher menu,
    HealthChecks health,
    PrometheusMeterRegistry meters) {

  /** The topics of this deployment. */
  public Topics topics() {
    return kafka.topics();
  }
}
