package io.switchboard.console.server;

import io.switchboard.console.live.LiveTopicFollower;
import io.switchboard.console.store.Store;
import io.switchboard.console.store.StoreException;
import io.switchboard.console.view.Outage;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * Says for the pages what does not answer and since when.
 *
 * @param startedAt of the console
 */
public record Outages(LiveTopicFollower follower, Store store, Instant startedAt) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss zzz", Locale.ENGLISH);

  String database(StoreException error, ZoneId zone) {
    return error.getMessage() + " " + since(store.answered(), "PostgreSQL", zone);
  }

  String kafka(ZoneId zone) {
    return "Kafka does not answer. Check KAFKA_BOOTSTRAP_SERVERS and the brokers. "
        + since(follower.answered(), "Kafka", zone);
  }

  /** Why the records that are followed are old, if they are; the pages of live data show them. */
  public Optional<Outage> live(ZoneId zone) {
    var answered = follower.answered();
    return follower.isAway()
        ? Optional.of(
            new Outage(kafka(zone), answered.equals(Instant.EPOCH) ? startedAt : answered, true))
        : Optional.empty();
  }

  private String since(Instant answered, String server, ZoneId zone) {
    return answered.equals(Instant.EPOCH)
        ? server + " has not answered since the console started at " + time(startedAt, zone) + "."
        : "The last answer of " + server + " came at " + time(answered, zone) + ".";
  }

  private static String time(Instant time, ZoneId zone) {
    return TIME.format(time.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
  }
}
