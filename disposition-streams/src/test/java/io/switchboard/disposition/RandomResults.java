package io.switchboard.disposition;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import io.switchboard.contract.headers.EventId;
import io.switchboard.disposition.severity.CallResult;
import io.switchboard.disposition.severity.DispositionDecision;
import io.switchboard.disposition.severity.DispositionRules;
import io.switchboard.disposition.severity.LastResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A log of call results, and what has to come of it: the oracle of the tests with kills. */
final class RandomResults {
  private static final List<String> CODES =
      List.of("1001", "1002", "2001", "2002", "3001", "4001", "777");

  /** One call result as it is sent. */
  record Sent(String contactId, String code, Instant at) {
    String eventId() {
      return EventId.hash(contactId, code, "", at.toString());
    }
  }

  private RandomResults() {}

  /** Results in order; every tenth is one that was sent before, times run in both directions. */
  static List<Sent> log(long seed, int events, int contacts) {
    var random = new Random(seed);
    var start = Instant.parse("2026-11-20T10:00:00Z");
    var log = new ArrayList<Sent>(events);
    for (var i = 0; i < events; i++) {
      log.add(
          i > 0 && random.nextInt(10) == 0
              ? log.get(Math.max(0, i - 1 - random.nextInt(50)))
              : new Sent(
                  "contact-" + random.nextInt(contacts),
                  CODES.get(random.nextInt(CODES.size())),
                  start.plusSeconds(i + random.nextInt(600))));
    }
    return log;
  }

  /** What the rules make of the log, by contact, in order: event id, revision, stale, severity. */
  static Map<String, List<String>> expected(DispositionRules rules, List<Sent> log) {
    var known = new HashMap<String, LastResult>();
    var expected = new HashMap<String, List<String>>();
    for (var sent : log) {
      var result =
          new CallResult(
              sent.eventId(),
              sent.contactId(),
              sent.code(),
              null,
              sent.at(),
              TimeSource.EVENT,
              sent.at(),
              null);
      var decision = DispositionDecision.of(rules, known.get(sent.contactId()), result);
      if (decision.after() != null) {
        known.put(sent.contactId(), decision.after());
      }
      if (decision.record() != null) {
        expected
            .computeIfAbsent(sent.contactId(), _ -> new ArrayList<>())
            .add(line(decision.record()));
      }
    }
    return expected;
  }

  static String line(ClassifiedDisposition record) {
    return "%s %d %s %s %s"
        .formatted(
            record.eventId(),
            record.revision(),
            record.supersedes(),
            record.stale() ? "stale" : "counts",
            record.severity().wireName());
  }
}
