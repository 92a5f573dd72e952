package io.switchboard.tenant.journal;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The last requests, in the order of their responses; the oldest are dropped first. */
public final class RequestJournal {
  private final Deque<JournalEntry> entries = new ArrayDeque<>();
  private final int capacity;
  private long sequence;

  public RequestJournal(int capacity) {
    this.capacity = capacity;
  }

  public synchronized void add(
      Instant at,
      String method,
      String path,
      Map<String, String> query,
      String body,
      boolean authorized,
      int status) {
    if (entries.size() == capacity) {
      entries.removeFirst();
    }
    sequence++;
    entries.addLast(new JournalEntry(sequence, at, method, path, query, body, authorized, status));
  }

  /** The remembered requests, oldest first. */
  public synchronized List<JournalEntry> entries() {
    return List.copyOf(entries);
  }

  /** The remembered requests of one method whose path contains {@code part}, oldest first. */
  public List<JournalEntry> entries(String method, String part) {
    Predicate<JournalEntry> wanted =
        entry -> entry.method().equals(method) && entry.path().contains(part);
    return entries().stream().filter(wanted).toList();
  }

  /** The number of requests since the start, including dropped ones. */
  public synchronized long count() {
    return sequence;
  }

  public synchronized void clear() {
    entries.clear();
  }
}
