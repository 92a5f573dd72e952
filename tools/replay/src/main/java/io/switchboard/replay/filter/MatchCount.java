package io.switchboard.replay.filter;

import io.switchboard.contract.text.Quantity;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Counts the records that match, and explains why none does: a filter that names a field that no
 * record has never matches. For one thread.
 */
public final class MatchCount implements Predicate<ConsumerRecord<byte[], byte[]>> {
  private final Predicate<ConsumerRecord<byte[], byte[]>> wanted;
  private final Map<String, Predicate<ConsumerRecord<byte[], byte[]>>> absent = new HashMap<>();
  private long seen;
  private long matched;

  /**
   * A count.
   *
   * @param wanted whether a record matches
   * @param filter the filter that is part of it
   */
  public MatchCount(Predicate<ConsumerRecord<byte[], byte[]>> wanted, @Nullable Filter filter) {
    this.wanted = wanted;
    if (filter != null) {
      absent.putAll(filter.fields());
    }
  }

  @Override
  public boolean test(ConsumerRecord<byte[], byte[]> record) {
    seen++;
    var matches = wanted.test(record);
    if (matches) {
      matched++;
    } else if (matched == 0) {
      absent.values().removeIf(field -> field.test(record));
    }
    return matches;
  }

  /** A sentence when no record has matched; empty when one has. */
  public Optional<String> whyNone() {
    if (matched > 0) {
      return Optional.empty();
    }
    if (seen == 0) {
      return Optional.of("there are no records");
    }
    return Optional.of(
        "0 of %s match%s"
            .formatted(
                Quantity.of(seen, "record"),
                absent.isEmpty()
                    ? ""
                    : "; none has a field " + String.join(" or ", new TreeSet<>(absent.keySet()))));
  }
}
