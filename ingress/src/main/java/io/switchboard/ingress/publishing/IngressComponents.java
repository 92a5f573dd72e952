package io.switchboard.ingress.publishing;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topics;
import io.switchboard.service.HealthChecks;

/**
 * What the components of ingress share. A component does not wait while it starts: it reports to
 * {@code health} under its own name, down until it is ready.
 *
 * @param webhooks publisher for webhooks, whose senders wait up to 4 s
 * @param menu publisher for waiting callers, which blocks at most 50 ms
 */
public record IngressComponents(
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
