package io.switchboard.cli.dnc;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Deployment;
import io.switchboard.contract.event.Consent;
import io.switchboard.contract.event.DncEvent;
import io.switchboard.contract.event.DncSource;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.dnc.DncEntry;
import io.switchboard.dnc.DncSettings;
import io.switchboard.dnc.registry.EnteredChange;
import io.switchboard.dnc.registry.Normaliser;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Writes one operator's entry to the log. */
final class Entering {
  private Entering() {}

  static List<DncEvent> enter(
      Deployment deployment, Operator operator, Consent consent, String number) {
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var change =
        new EnteredChange(
            DncSource.OPERATOR,
            number,
            consent,
            operator.at(now),
            operator.by,
            operator.reason,
            List.of(),
            "");
    var environment = deployment.environment();
    var kafka = KafkaSettings.read(environment);
    var region = DncSettings.region(environment);
    environment.check();
    return switch (DncEntry.plan(change, region, now)) {
      case Normaliser.Result.Refused(var reason) -> throw new CommandFailure("refused: " + reason);
      case Normaliser.Result.Events(var events) -> {
        try (var entry = new DncEntry(kafka)) {
          entry.write(events);
          entry.flush();
        }
        yield events;
      }
    };
  }
}
