package io.switchboard.pushes.delivery;

import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.cxone.profile.CxoneProfile;
import io.switchboard.cxone.profile.Endpoint;
import io.switchboard.cxone.profile.Operation;
import io.switchboard.service.HealthChecks;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports in health, metrics and log when a kind is paused, the reason, and the action to take. */
final class BreakerHealth implements PushBreaker.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(BreakerHealth.class);

  private final PushKind kind;
  private final CxoneProfile profile;
  private final HealthChecks health;
  private final PushMetrics metrics;

  BreakerHealth(PushKind kind, CxoneProfile profile, HealthChecks health, PushMetrics metrics) {
    this.kind = kind;
    this.profile = profile;
    this.health = health;
    this.metrics = metrics;
    health.up(PushPipeline.healthName(kind), "pushes");
  }

  @Override
  public void changed(PushBreaker.State state) {
    metrics.breaker(kind, state);
    switch (state) {
      case PushBreaker.State.Closed() -> {
        LOG.info("Pushes of kind {} are resumed", kind.wireName());
        health.up(PushPipeline.healthName(kind), "pushes");
      }
      case PushBreaker.State.Open(var reason, var why, _) -> {
        var text = explained(reason, why);
        LOG.warn("Pushes of kind {} are paused; they wait on Kafka: {}", kind.wireName(), text);
        health.paused(PushPipeline.healthName(kind), text);
      }
    }
  }

  private String explained(PushBreaker.Reason reason, String why) {
    return switch (reason) {
      case DOWN -> "CXone is down for them. " + why;
      case HELD ->
          "CXone asks for a time without requests. Lower CXONE_RATE_LIMIT, or find the other client"
              + " that uses the tenant's allowance. "
              + why;
      case FORBIDDEN ->
          "the client may not "
              + call()
              + ": grant it the scope, or correct its credentials or the endpoint. "
              + why;
    };
  }

  private String call() {
    var operations =
        switch (kind) {
          case CONTACT -> List.of(Operation.CONTACT, Operation.CONTACT_DISPOSITION);
          case INTERACTION -> List.of(Operation.INTERACTION);
          case OUTBOUND -> List.of(Operation.OUTBOUND, Operation.DNC_ADD, Operation.DNC_REMOVE);
        };
    return operations.stream()
        .flatMap(operation -> profile.endpoint(operation).stream())
        .map(Endpoint::toString)
        .collect(Collectors.joining(" or "));
  }
}
