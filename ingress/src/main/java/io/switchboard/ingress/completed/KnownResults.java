package io.switchboard.ingress.completed;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest result of each contact that is on the log. Reports overlap, so that most contacts of a
 * page are known. A contact whose disposition is the known one is not a result, also when something
 * else of it has changed: our own tag may have been that change. Not thread-safe.
 */
final class KnownResults {
  private final Map<String, Known> byContact = new HashMap<>();

  /** The number of the report that is read; 0 for results of the log. */
  private int report;

  private record Known(String code, Instant at, int report) {}

  /** The results of the report that begins now are kept, also old ones. */
  void beginReport() {
    report++;
  }

  /** Whether the result is not on the log yet. */
  boolean isNew(CompletedContact contact) {
    var known = byContact.get(contact.contactId());
    return known == null || !known.code().equals(contact.code());
  }

  /**
   * Takes in a contact of the report whose result is on the log.
   *
   * @param now the time of a contact whose own cannot be read
   */
  void add(CompletedContact contact, Instant now) {
    add(contact.contactId(), contact.code(), contact.updatedAt().orElse(now));
  }

  /** Takes in a result of the log. */
  void add(String contactId, String code, Instant at) {
    byContact.merge(
        contactId,
        new Known(code, at, report),
        (before, now) ->
            now.at().isBefore(before.at()) ? new Known(before.code(), before.at(), report) : now);
  }

  /** Forgets what no later report contains: what is older, and was not in the last one. */
  void forgetBefore(Instant time) {
    byContact.values().removeIf(known -> known.report() != report && known.at().isBefore(time));
  }

  int size() {
    return byContact.size();
  }

  /** For a test. */
  @Nullable String code(String contactId) {
    var known = byContact.get(contactId);
    return known == null ? null : known.code();
  }
}
