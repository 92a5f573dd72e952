package io.switchboard.tenant.nice.api;

import io.switchboard.tenant.fault.ActiveFaults;
import io.switchboard.tenant.fault.ErrorSpelling;
import io.switchboard.tenant.http.ErrorFormat;
import io.switchboard.tenant.http.TenantResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Errors as the published APIs spell them: each group of endpoints in its own way, and always with
 * the text in the header {@code icStatusDescription}.
 */
public record NiceErrors(ActiveFaults faults) implements ErrorFormat {
  private static final String HEADER = "icStatusDescription";

  @Override
  public TenantResponse answer(String path, int status, String error, String description) {
    var set = faults.nice().spelling();
    var spelling = set == null ? spelling(path) : set;
    var headers = Map.of(HEADER, description);
    if (spelling == ErrorSpelling.HEADER) {
      return new TenantResponse(status, null, headers);
    }
    var body = new LinkedHashMap<String, Object>();
    if (spelling != ErrorSpelling.MESSAGE) {
      body.put("error", error);
    }
    body.put(spelling.field(), description);
    return new TenantResponse(status, body, headers);
  }

  private static ErrorSpelling spelling(String path) {
    if (path.contains("/auth")) {
      return ErrorSpelling.ERROR_LOWER_DESCRIPTION;
    }
    if (path.contains("/dnc-groups")) {
      return ErrorSpelling.ERROR_UPPER_DESCRIPTION;
    }
    return path.contains("/contacts") || path.contains("/interactions")
        ? ErrorSpelling.ERROR_DESCRIPTION
        : ErrorSpelling.MESSAGE;
  }
}
