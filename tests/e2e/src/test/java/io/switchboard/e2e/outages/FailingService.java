package io.switchboard.e2e.outages;

import io.switchboard.contract.event.TimeSource;
import io.switchboard.contract.event.ivr.CallEvent;
import io.switchboard.contract.event.ivr.CallOutcome;
import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.event.ivr.Outcome;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.testkit.cluster.TestCluster;
import java.time.Instant;
import java.util.List;

/** A service that two instances share, with an event that it takes, and where its result is. */
enum FailingService {
  /** Callers read its decisions before the commit. */
  IVR_STREAMS(io.switchboard.ivr.Main.class, "ivr.decisions", "read_uncommitted"),
  DISPOSITION_STREAMS(
      io.switchboard.disposition.Main.class, "dispositions.classified", "read_committed"),
  DNC_STREAMS(io.switchboard.dnc.Main.class, "dnc.decisions", "read_committed"),
  /** Its results are rows. */
  SINK(io.switchboard.sink.Main.class, "", ""),
  PUSHER(io.switchboard.sink.Main.class, "cxone.pushes", "read_committed");

  private static final long FIRST_NUMBER = 14_155_550_000L;

  private final Class<?> main;
  private final String results;
  private final String isolation;

  FailingService(Class<?> main, String results, String isolation) {
    this.main = main;
    this.results = results;
    this.isolation = isolation;
  }

  Class<?> main() {
    return main;
  }

  /** The topic of its results; empty for rows. */
  String results() {
    return results;
  }

  String isolation() {
    return isolation;
  }

  /** The key of the n-th event and of its result. */
  String key(int number) {
    return this == DNC_STREAMS ? "+" + (FIRST_NUMBER + number) : "e" + number;
  }

  /** Sends the n-th event. */
  void send(TestCluster cluster, int number) {
    var key = key(number);
    var topics = cluster.kafka().topics();
    switch (this) {
      case IVR_STREAMS ->
          cluster.send(
              topics.dtmf(),
              key,
              new CallEvent.Digit(key, "1", CallSource.SIMULATOR, null, TimeSource.RECEIVED),
              null);
      case DISPOSITION_STREAMS ->
          cluster.send(
              "cxone.call-results",
              key,
              "{\"contactId\":\"%s\",\"dispositionCode\":\"3001\"}".formatted(key));
      case DNC_STREAMS ->
          cluster.send(
              "cxone.dnc-events",
              key,
              "{\"phoneNumber\":\"%s\",\"eventName\":\"optOut\"}".formatted(key));
      case SINK ->
          cluster.send(
              "cxone.contact-events",
              key,
              "{\"id\":\"%s\",\"email\":\"a@example.com\"}".formatted(key));
      case PUSHER -> cluster.send(topics.ivrOutcomes(), key, outcome(key), null);
    }
    cluster.flush();
  }

  private static CallOutcome outcome(String key) {
    var now = Instant.now();
    return new CallOutcome(
        key,
        Outcome.COMPLETED,
        "selection",
        List.of("9"),
        List.of("root"),
        now,
        now,
        0,
        null,
        Tier.STANDARD,
        "definition",
        CallSource.MENU);
  }
}
