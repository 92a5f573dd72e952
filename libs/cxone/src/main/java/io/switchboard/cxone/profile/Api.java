package io.switchboard.cxone.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all requests share.
 *
 * @param prefix of all paths, empty for none
 * @param version the path segment behind the prefix; null for none
 * @param probe a path that is there whenever the version is; null when there is none
 * @param pageSize elements asked for in one page of a list
 * @param errorText fields of an error's body that may hold its text, in this order
 * @param errorHeader a header that may hold the text of an error; null for none
 */
public record Api(
    String prefix,
    @Nullable String version,
    @Nullable String probe,
    int pageSize,
    List<String> errorText,
    @Nullable String errorHeader) {

  /** The path from the base of the API to this version. */
  public String root(@Nullable String ownVersion) {
    var of = ownVersion == null ? version : ownVersion;
    return of == null ? prefix : prefix + "/" + of;
  }
}
