package io.switchboard.tenant.api;

import io.switchboard.tenant.http.BadRequestException;
import io.switchboard.tenant.http.TenantRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the credentials of token requests, and removes them from what is remembered. */
public final class SentCredentials {
  private static final Pattern SECRET =
      Pattern.compile(
          "((?:client_secret|password|refresh_token|accessKeySecret)\"?\\s*[=:]\\s*\"?)[^&\"]+");

  private SentCredentials() {}

  /** The body without the values of secrets. */
  public static String withoutSecrets(String body) {
    return SECRET.matcher(body).replaceAll("$1***");
  }

  /** The fields of a body that is a form or, by its content type, JSON. */
  public static Map<String, String> fields(TenantRequest request) {
    var fields = new HashMap<String, String>();
    if (request.header("content-type").toLowerCase(Locale.ROOT).startsWith("application/json")) {
      request
          .json()
          .properties()
          .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
      return fields;
    }
    for (var pair : request.body().split("&")) {
      var parts = pair.split("=", 2);
      if (parts.length == 2) {
        fields.put(decode(parts[0]), decode(parts[1]));
      }
    }
    return fields;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new BadRequestException("not a form");
    }
  }

  /** {@code client_id} and {@code client_secret} of HTTP Basic; empty when there is no colon. */
  public static Map<String, String> basic(String encoded) {
    try {
      var text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      var parts = text.split(":", 2);
      return parts.length == 2
          ? Map.of("client_id", decode(parts[0]), "client_secret", decode(parts[1]))
          : Map.of();
    } catch (IllegalArgumentException _) {
      throw new BadRequestException("not Basic credentials");
    }
  }
}
