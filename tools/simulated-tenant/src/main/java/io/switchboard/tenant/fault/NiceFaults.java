package io.switchboard.tenant.fault;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The faults of a tenant in the shape that NICE publishes. Every field may be absent.
 *
 * @param spelling of all errors; else each group of endpoints has its own
 * @param invalidClient the token endpoint answers {@code invalid_client}
 * @param goneVersions API versions that answer 404, for one path with the path behind it: {@code
 *     v30.0} or {@code v30.0/dnc-groups}
 * @param records fail inside an answer of 200, tried in order
 * @param withoutVerdicts answers to DNC writes contain no {@code recordResults}
 * @param searchLagMs searches show DNC lists as they were then
 * @param unknownExpiryFails the expiry of a number that has no record fails
 * @param nationalOnly numbers that do not have ten digits are refused
 * @param completedLagMs changes of contacts are reported this much later
 * @param tagsChangeContacts a tag changes the update time of the contact
 * @param signalWindowMs signals to one contact within this time act as one
 * @param endedContactStatus the answer to a signal for a contact that has ended
 */
public record NiceFaults(
    @Nullable ErrorSpelling spelling,
    boolean invalidClient,
    @Nullable List<String> goneVersions,
    @Nullable List<RecordFault> records,
    boolean withoutVerdicts,
    @Nullable Integer searchLagMs,
    boolean unknownExpiryFails,
    boolean nationalOnly,
    @Nullable Integer completedLagMs,
    boolean tagsChangeContacts,
    @Nullable Integer signalWindowMs,
    @Nullable Integer endedContactStatus) {

  /** No faults. */
  public static final NiceFaults NONE =
      new NiceFaults(null, false, null, null, false, null, false, false, null, false, null, null);

  /** Only failing records. */
  public static NiceFaults failing(RecordFault... records) {
    return new NiceFaults(
        null, false, null, List.of(records), false, null, false, false, null, false, null, null);
  }

  /** These, with another spelling of errors. */
  public NiceFaults withSpelling(ErrorSpelling other) {
    return new NiceFaults(
        other,
        invalidClient,
        goneVersions,
        records,
        withoutVerdicts,
        searchLagMs,
        unknownExpiryFails,
        nationalOnly,
        completedLagMs,
        tagsChangeContacts,
        signalWindowMs,
        endedContactStatus);
  }

  /** Whether a version of a path answers 404; the path is the one behind the version. */
  public boolean isGone(String version, String path) {
    return goneVersions != null
        && goneVersions.stream().anyMatch(gone -> (version + path + "/").startsWith(gone + "/"));
  }
}
