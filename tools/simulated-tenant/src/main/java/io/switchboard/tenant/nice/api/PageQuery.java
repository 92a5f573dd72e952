package io.switchboard.tenant.nice.api;

import io.switchboard.tenant.http.BadRequestException;
import io.switchboard.tenant.http.TenantRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code skip} and {@code top} of a request: 50 by default; a larger {@code top} than 100 is
 * lowered without notice.
 */
record PageQuery(int skip, int top) {
  private static final int DEFAULT_TOP = 50;
  private static final int MAX_TOP = 100;

  static PageQuery of(TenantRequest request) {
    return new PageQuery(
        number(request, "skip", 0), Math.min(MAX_TOP, number(request, "top", DEFAULT_TOP)));
  }

  /** {@code _links}: this page, and the next one if there is one. */
  Map<String, String> links(TenantRequest request, int totalRecords) {
    var links = new LinkedHashMap<String, String>();
    links.put("self", link(request, skip));
    if (skip + top < totalRecords) {
      links.put("next", link(request, skip + top));
    }
    return links;
  }

  private String link(TenantRequest request, int at) {
    var query = new LinkedHashMap<>(request.query());
    query.put("skip", Integer.toString(at));
    query.put("top", Integer.toString(top));
    return query.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining("&", request.path() + "?", ""));
  }

  private static int number(TenantRequest request, String name, int defaultValue) {
    var text = request.queryParameter(name);
    if (text.isEmpty()) {
      return defaultValue;
    }
    if (!text.get().matches("\\d{1,9}")) {
      throw new BadRequestException(name + " must be a whole number");
    }
    return Integer.parseInt(text.get());
  }
}
