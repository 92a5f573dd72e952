package io.switchboard.cxone.profile;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param version of the API for this request only; null for the profile's
 * @param path template: {@code {name}} is replaced by the percent-encoded value
 * @param query parameters by name; one whose value is missing is left out
 * @param body template of the body; null sends none
 * @param success what a 2xx response must contain besides; null for nothing
 * @param errorFields top-level response fields that mean an error even under a 2xx status, when
 *     they hold anything but null, false or an empty list, object or text
 * @param doneStatuses statuses outside 2xx that mean success
 * @param notFoundForAll whether 404, 405 and 410 concern every request to it: its path contains
 *     configured values only
 * @param onlyIfNotSent never sent again when CXone may have received it
 */
public record Endpoint(
    String method,
    @Nullable String version,
    TextTemplate path,
    Map<String, TextTemplate> query,
    @Nullable BodyTemplate body,
    @Nullable SuccessRule success,
    Set<String> errorFields,
    Set<Integer> doneStatuses,
    boolean notFoundForAll,
    boolean onlyIfNotSent) {

  /** Whether this status says that the endpoint as a whole is not there. */
  public boolean isGone(int status) {
    return notFoundForAll && (status == 404 || status == 405 || status == 410);
  }

  /** The names of all values that path, query and body use. */
  public Set<String> placeholders() {
    var names = new TreeSet<>(path.placeholders());
    query.values().forEach(template -> names.addAll(template.placeholders()));
    if (body != null) {
      names.addAll(body.placeholders());
    }
    return names;
  }

  /** Method and path template, as messages name it. */
  @Override
  public String toString() {
    return method + " " + path.template();
  }
}
