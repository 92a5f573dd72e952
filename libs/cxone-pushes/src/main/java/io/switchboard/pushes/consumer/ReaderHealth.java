package io.switchboard.pushes.consumer;

import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.pushes.delivery.PushPipeline;
import io.switchboard.service.HealthChecks;
import io.switchboard.service.KafkaFailure;

/** What the reader of the states reports for each kind of push. For one thread. */
final class ReaderHealth {
  private static final String WAITS = "waits for its turn";

  private final HealthChecks checks;
  private boolean failing;

  ReaderHealth(HealthChecks checks) {
    this.checks = checks;
  }

  /** It asks to join its group; a failure stays reported until it has joined. */
  void started() {
    if (!failing) {
      up(WAITS);
    }
  }

  /** It is a member of its group. */
  void joined() {
    if (failing) {
      failing = false;
      up(WAITS);
    }
  }

  void standby() {
    up("standby");
  }

  void failed(KafkaFailure failure) {
    failing = true;
    for (var kind : PushKind.values()) {
      checks.set(
          PushPipeline.healthName(kind),
          failure.status(),
          "does not read: " + failure.detail(),
          failure);
    }
  }

  private void up(String detail) {
    for (var kind : PushKind.values()) {
      checks.up(PushPipeline.healthName(kind), detail);
    }
  }
}
