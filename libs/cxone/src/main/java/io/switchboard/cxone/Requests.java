package io.switchboard.cxone;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns calls into requests by the profile. Pure. */
final class Requests {
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  private final CxoneSettings settings;

  Requests(CxoneSettings settings) {
    this.settings = settings;
  }

  CxoneProfile.Endpoint endpoint(CxoneCall call) {
    var profile = settings.profile();
    return switch (call) {
      case CxoneCall.PatchContact _ -> profile.contact();
      case CxoneCall.SetVariables _ -> profile.interaction();
      case CxoneCall.WriteOutbound _ -> profile.outbound();
      case CxoneCall.RegisterDataAction _ -> profile.dataAction();
    };
  }

  HttpRequest.Builder build(
      CxoneCall call, CxoneProfile.Endpoint endpoint, @Nullable String traceparent) {
    JsonNode values = Bodies.JSON.valueToTree(call);
    var request =
        HttpRequest.newBuilder(URI.create(settings.baseUrl() + path(endpoint.path(), values)))
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
            .header("User-Agent", "Switchboard")
            .method(
                endpoint.method(),
                BodyPublishers.ofByteArray(Bodies.write(endpoint.body().fill(values))));
    if (traceparent != null) {
      request.header("traceparent", traceparent);
    }
    return request;
  }

  private String path(String template, JsonNode values) {
    return PLACE
        .matcher(template)
        .replaceAll(
            place -> {
              var name = place.group(1);
              var tenant = settings.tenant();
              return name.equals("tenant")
                  ? segment(tenant == null ? "" : tenant)
                  : segment(values.path(name).asText());
            });
  }

  /** One path segment; a segment of dots alone would mean another folder. */
  static String segment(String text) {
    var encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    return encoded.matches("\\.+") ? encoded.replace(".", "%2E") : encoded;
  }
}
