package io.switchboard.tenant.nice.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The contacts that have ended, and the tags of all contacts. The report shows a change only after
 * the lag with which it was made, but with the time of the change; a change that comes before that
 * replaces it.
 */
public final class ReportedContacts {
  private final Map<Long, ReportedContact> shown = new TreeMap<>();
  private final Map<Long, ReportedContact> changed = new TreeMap<>();
  private final Map<Long, List<Long>> tags = new TreeMap<>();

  /** A page, and the number of selected contacts on all pages. */
  public record ContactPage(List<ReportedContact> contacts, int totalRecords) {}

  /** Adds a contact, or replaces it. */
  public synchronized void add(ReportedContact contact) {
    changed.put(contact.contactId(), contact);
  }

  /** Changes the result of a contact; false when there is no such contact. */
  public synchronized boolean dispose(
      long contactId, long dispositionId, String notes, Instant now, Duration lag) {
    return newest(contactId)
        .map(contact -> contact.disposed(dispositionId, notes, now, now.plus(lag)))
        .map(this::put)
        .isPresent();
  }

  /** Adds tags to a contact, which need not have ended. */
  public synchronized void tag(long contactId, List<Long> added) {
    var all = new ArrayList<>(tags(contactId));
    added.stream().filter(tag -> !all.contains(tag)).forEach(all::add);
    tags.put(contactId, List.copyOf(all));
  }

  /** As {@link #tag}, for tenants where a tag changes the contact's update time. */
  public synchronized void touch(long contactId, Instant now, Duration lag) {
    newest(contactId)
        .map(contact -> contact.tagged(tags(contactId), now, now.plus(lag)))
        .ifPresent(this::put);
  }

  /** The tags of a contact, in the order in which they were added. */
  public synchronized List<Long> tags(long contactId) {
    return tags.getOrDefault(contactId, List.of());
  }

  /** All contacts with tags. */
  public synchronized Map<Long, List<Long>> allTags() {
    return new TreeMap<>(tags);
  }

  /** A contact with its last change, also one that the report does not show yet. */
  public synchronized Optional<ReportedContact> newest(long contactId) {
    return Optional.ofNullable(changed.get(contactId))
        .or(() -> Optional.ofNullable(shown.get(contactId)));
  }

  /** The report at a time. */
  public synchronized ContactPage page(ContactQuery query, Instant now) {
    changed.entrySet().removeIf(entry -> !entry.getValue().visibleAt().isAfter(now) && show(entry));
    var selected =
        shown.values().stream()
            .filter(contact -> query.selects(contact, now))
            .sorted(query.order())
            .toList();
    var page = selected.stream().skip(query.skip()).limit(query.top());
    return new ContactPage(page.map(contact -> withTags(contact)).toList(), selected.size());
  }

  /** The number of contacts that have ended. */
  public synchronized int size() {
    var ids = new TreeSet<>(shown.keySet());
    ids.addAll(changed.keySet());
    return ids.size();
  }

  /** Removes everything. */
  public synchronized void clear() {
    shown.clear();
    changed.clear();
    tags.clear();
  }

  private ReportedContact withTags(ReportedContact contact) {
    return contact.tagged(tags(contact.contactId()), contact.lastUpdateTime(), contact.visibleAt());
  }

  private ReportedContact put(ReportedContact contact) {
    changed.put(contact.contactId(), contact);
    return contact;
  }

  private boolean show(Map.Entry<Long, ReportedContact> entry) {
    shown.put(entry.getKey(), entry.getValue());
    return true;
  }
}
