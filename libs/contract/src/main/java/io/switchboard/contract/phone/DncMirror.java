package io.switchboard.contract.phone;

import io.switchboard.contract.topic.TopicPrefix;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The layout of the registry's mirror in Redis. Numbers are stored under an epoch, a generation of
 * the whole mirror: a rebuild fills the next epoch beside the current one and then switches.
 * Without an epoch the mirror is not built, or Redis has lost its data.
 */
public record DncMirror(TopicPrefix prefix) {

  /** The number of the epoch that lookups read. */
  public String epoch() {
    return base() + "epoch";
  }

  /** The number of the epoch that is being filled, if any; writers fill both. */
  public String building() {
    return base() + "building";
  }

  /** The largest number of an epoch so far. */
  public String lastEpoch() {
    return base() + "last-epoch";
  }

  /** A hash of topic id and partition to the next offset of {@code dnc.registry}. */
  public String offsets() {
    return base() + "offsets";
  }

  /** The part of a number's key before the epoch's number and a colon. */
  public String base() {
    return prefix.value() + "dnc:";
  }

  /** The key of a number in an epoch. */
  public String number(String epoch, String number) {
    return base() + epoch + ":" + number;
  }

  /**
   * The entry of a number: {@code <epoch milliseconds>|<1 or 0>|<event id>|<reason>}. The first
   * three parts order the events.
   *
   * @param reason for the lookup, for example {@code opt-out by webhook}
   */
  public record MirrorEntry(
      Instant time, boolean doNotCall, String eventId, @Nullable String reason) {

    /** The value in Redis. */
    public String text() {
      return time.toEpochMilli()
          + "|"
          + (doNotCall ? 1 : 0)
          + "|"
          + eventId
          + "|"
          + (reason == null ? "" : reason);
    }

    /** Parses a value of Redis; empty when it has another format. */
    public static Optional<MirrorEntry> parse(String text) {
      var parts = text.split("\\|", 4);
      if (parts.length < 4) {
        return Optional.empty();
      }
      try {
        var time = Instant.ofEpochMilli(Long.parseLong(parts[0]));
        return Optional.of(new MirrorEntry(time, !parts[1].equals("0"), parts[2], parts[3]));
      } catch (NumberFormatException | DateTimeException _) {
        return Optional.empty(); // another format: a regular result
      }
    }
  }
}
