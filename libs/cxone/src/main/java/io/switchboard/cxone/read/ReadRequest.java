package io.switchboard.cxone.read;

import io.switchboard.cxone.limit.RequestPriority;
import io.switchboard.cxone.profile.TextTemplate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request without a body that changes nothing.
 *
 * @param version of the API; null for the profile's
 * @param path template below the version, for example {@code /dnc-groups/{dncGroupId}/records}
 * @param query parameters, templates; one whose value is missing is left out
 * @param values of the templates, besides those of the tenant ({@code tenant}, {@code dncGroupId},
 *     {@code skillId})
 */
public record ReadRequest(
    String method,
    @Nullable String version,
    TextTemplate path,
    Map<String, TextTemplate> query,
    Map<String, String> values,
    RequestPriority priority) {

  /** A GET, behind everything else that waits for the rate limit. */
  public static ReadRequest get(String path) {
    return of("GET", path);
  }

  /** A request by another method, such as POST for a search. */
  public static ReadRequest of(String method, String path) {
    return new ReadRequest(
        method, null, new TextTemplate(path), Map.of(), Map.of(), RequestPriority.CONTACT);
  }

  /** With one more query parameter; its value is text, not a template. */
  public ReadRequest with(String name, String value) {
    var moreQuery = new LinkedHashMap<>(query);
    moreQuery.put(name, new TextTemplate("{query_" + name + "}"));
    return new ReadRequest(
        method, version, path, moreQuery, added("query_" + name, value), priority);
  }

  /** With the value of a placeholder of the path. */
  public ReadRequest withValue(String name, String value) {
    return new ReadRequest(method, version, path, query, added(name, value), priority);
  }

  /** At another version of the API, for example {@code v33.0}. */
  public ReadRequest at(@Nullable String otherVersion) {
    return new ReadRequest(method, otherVersion, path, query, values, priority);
  }

  private Map<String, String> added(String name, String value) {
    var more = new LinkedHashMap<>(values);
    more.put(name, value);
    return more;
  }

  /** Without values, which may be phone numbers. */
  @Override
  public String toString() {
    return method + " " + path.template();
  }
}
