package io.switchboard.cxone.profile;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list that is read page by page.
 *
 * @param version of the API for this request only; null for the profile's
 * @param path template
 * @param query parameters by name, besides those of the page
 * @param items where the elements of a page are
 * @param total where the number of all elements is; null when the response has none
 */
public record ListEndpoint(
    @Nullable String version,
    TextTemplate path,
    Map<String, TextTemplate> query,
    JsonPointer items,
    @Nullable JsonPointer total) {}
