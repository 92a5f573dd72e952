package io.switchboard.contract.phone;

import io.switchboard.contract.topic.TopicPrefix;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the registry of numbers is laid out in Redis. Numbers live under an epoch, a generation of
 * the whole mirror: a rebuild fills the next one beside the current one and then switches. No epoch
 * means that the mirror is not built, or that Redis has lost its data.
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

  /** The largest number that any epoch ever had. */
  public String lastEpoch() {
    return base() + "last-epoch";
  }

  /** A hash of topic id and partition to the next offset of {@code dnc.registry}. */
  public String offsets() {
    return base() + "offsets";
  }

  /** What stands before the epoch's number and a colon in the key of a number. */
  public String base() {
    return prefix.value() + "dnc:";
  }

  /** The key of a number in an epoch. */
  public String number(String epoch, String number) {
    return base() + epoch + ":" + number;
  }

  /**
   * What the mirror holds for a number: {@code <epoch milliseconds>|<1 or 0>|<event id>|<reason>}.
   * The first three parts are the order on events.
   *
   * @param reason for the lookup, for example {@code opt-out by webhook}
   */
  public record MirrorEntry(
      Instant time, boolean doNotCall, String eventId, @Nullable String reason) {

    /** As it stands in Redis. */
    public String text() {
      return time.toEpochMilli()
          + "|"
          + (doNotCall ? 1 : 0)
          + "|"
          + eventId
          + "|"
          + (reason == null ? "" : reason);
    }

    /** Reads what stands in Redis; empty when it is none of ours. */
    public static Optional<MirrorEntry> parse(String text) {
      var parts = text.split("\\|", 4);
      if (parts.length < 4) {
        return Optional.empty();
      }
      try {
        var time = Instant.ofEpochMilli(Long.parseLong(parts[0]));
        return Optional.of(new MirrorEntry(time, !parts[1].equals("0"), parts[2], parts[3]));
      } catch (NumberFormatException | DateTimeException _) {
        return Optional.empty(); // not ours: an answer, not a failure
      }
    }
  }
}
