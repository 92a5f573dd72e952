package io.switchboard.cxone.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.cxone.http.JsonBodies;
import io.switchboard.cxone.profile.CxoneProfile;
import io.switchboard.cxone.settings.CxoneSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Builds HTTP requests from calls by the profile. Pure. */
public final class RequestBuilder {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

  private final CxoneSettings settings;

  /** For the tenant and profile of these settings. */
  public RequestBuilder(CxoneSettings settings) {
    this.settings = settings;
  }

  /** The endpoint of a call. */
  public CxoneProfile.Endpoint endpoint(CxoneCall call) {
    var profile = settings.profile();
    return switch (call) {
      case CxoneCall.PatchContact _ -> profile.contact();
      case CxoneCall.SetVariables _ -> profile.interaction();
      case CxoneCall.WriteOutbound _ -> profile.outbound();
      case CxoneCall.RegisterDataAction _ -> profile.dataAction();
    };
  }

  /** The request of a call, without a token. */
  public HttpRequest.Builder build(
      CxoneCall call, CxoneProfile.Endpoint endpoint, @Nullable String traceparent) {
    JsonNode values = JsonBodies.JSON.valueToTree(call);
    var request =
        HttpRequest.newBuilder(URI.create(settings.baseUrl() + path(endpoint.path(), values)))
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
            .header("User-Agent", "Switchboard")
            .method(
                endpoint.method(),
                BodyPublishers.ofByteArray(JsonBodies.write(endpoint.body().fill(values))));
    if (traceparent != null) {
      request.header("traceparent", traceparent);
    }
    return request;
  }

  private String path(String template, JsonNode values) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            placeholder -> {
              var name = placeholder.group(1);
              var tenant = settings.tenant();
              return name.equals("tenant")
                  ? segment(tenant == null ? "" : tenant)
                  : segment(values.path(name).asText());
            });
  }

  /**
   * One path segment, percent-encoded; dots too when it is dots only, which would change the path.
   */
  static String segment(String text) {
    var encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    return encoded.matches("\\.+") ? encoded.replace(".", "%2E") : encoded;
  }
}
