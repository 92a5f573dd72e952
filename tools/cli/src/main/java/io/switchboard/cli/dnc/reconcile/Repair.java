package io.switchboard.cli.dnc.reconcile;

import io.switchboard.cli.dnc.reconcile.comparison.Finding;
import io.switchboard.cli.dnc.reconcile.comparison.RegistryEntry;
import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.dnc.Consent;
import io.switchboard.contract.event.dnc.DncEvent;
import io.switchboard.contract.event.dnc.DncSource;
import io.switchboard.contract.phone.PhoneNumber;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.dnc.DncEntry;
import io.switchboard.dnc.registry.EnteredChange;
import io.switchboard.dnc.registry.Normaliser;
import io.switchboard.replay.consent.ConsentEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * Repairs differences through the log. The event that decided a number's state is written to {@code
 * dnc.events} again: dnc-streams decides that it is a repeat, which changes no consent, and writes
 * the number's current state to the registry again, which is pushed to CXone. A newer event that
 * arrives meanwhile wins, as always.
 *
 * @param by the operator, part of the decision
 * @param adopt whether to enter an opt-out for numbers that only CXone knows
 */
record Repair(KafkaSettings kafka, String region, String by, boolean adopt) {
  private static final String SOURCE = "/switchboard/cli";
  private static final int EVENTS_AT_ONCE = 5_000;
  private static final String REASON = "reconcile: CXone's list differs";

  /**
   * What was done.
   *
   * @param written events on the log
   * @param decided those that dnc-streams has decided
   */
  record Result(long written, long decided) {}

  Result run(Iterator<Finding> findings, Instant now) {
    var written = 0L;
    var decided = 0L;
    var batch = new ArrayList<DncEvent>();
    while (findings.hasNext()) {
      batch.addAll(events(findings.next(), now));
      if (batch.size() >= EVENTS_AT_ONCE || (!findings.hasNext() && !batch.isEmpty())) {
        var entered = new ConsentEntry(kafka, SOURCE).enter(List.copyOf(batch));
        written += entered.size();
        decided += entered.stream().filter(each -> each.decision() != null).count();
        batch.clear();
      }
    }
    return new Result(written, decided);
  }

  private List<DncEvent> events(Finding finding, Instant now) {
    return switch (finding) {
      case Finding.WouldCall(var entry) -> List.of(again(entry, Consent.OPT_OUT, now));
      case Finding.BlocksAllowed(var entry) -> List.of(again(entry, Consent.OPT_IN, now));
      case Finding.BlocksUnknown(var number) -> adopt ? adopted(number, now) : List.of();
    };
  }

  private DncEvent again(RegistryEntry entry, Consent consent, Instant now) {
    return new DncEvent(
        entry.eventId(),
        entry.number(),
        consent,
        entry.eventTime(),
        TimeSource.EVENT,
        now,
        DncSource.valueOf(entry.source().toUpperCase(Locale.ROOT)),
        null,
        entry.eventId(),
        PhoneNumber.metadataVersion(),
        List.of(),
        by,
        REASON,
        null,
        null);
  }

  private List<DncEvent> adopted(String number, Instant now) {
    var change =
        new EnteredChange(
            DncSource.IMPORT,
            number,
            Consent.OPT_OUT,
            now,
            by,
            "reconcile: is on CXone's list",
            List.of(),
            "");
    return switch (DncEntry.plan(change, region, now)) {
      case Normaliser.Result.Events(var events) -> events;
      case Normaliser.Result.Refused _ -> List.of(); // an E.164 number is never refused
    };
  }
}
