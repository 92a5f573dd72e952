package io.switchboard.cxone.token;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.switchboard.cxone.http.JsonBodies;
import io.switchboard.cxone.settings.CxoneCredentials;
import io.switchboard.cxone.settings.CxoneSettings;
import io.switchboard.cxone.settings.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Builds token requests; secrets are in the body or the Authorization header, never in the URL. */
final class TokenRequests {
  private TokenRequests() {}

  static HttpRequest.Builder request(CxoneSettings settings) {
    var token = settings.tokenRequest();
    var given = settings.credentials();
    var fields = new LinkedHashMap<String, String>();
    var request =
        HttpRequest.newBuilder(URI.create(settings.issuer() + token.path()))
            .header("Accept", "application/json")
            .header(
                "Content-Type",
                token.json() ? "application/json" : "application/x-www-form-urlencoded");
    switch (token.grant()) {
      case CLIENT_CREDENTIALS -> {
        fields.put("grant_type", "client_credentials");
        fields.put("client_id", text(given.clientId()));
        fields.put("client_secret", text(given.clientSecret()));
      }
      case PASSWORD -> {
        fields.put("grant_type", "password");
        fields.put("username", text(given.accessKeyId()));
        fields.put("password", text(given.accessKeySecret()));
        request.header("Authorization", basic(given));
      }
      case ACCESS_KEY_JSON -> {
        fields.put("accessKeyId", text(given.accessKeyId()));
        fields.put("accessKeySecret", text(given.accessKeySecret()));
      }
    }
    return request.POST(
        HttpRequest.BodyPublishers.ofByteArray(token.json() ? json(fields) : form(fields)));
  }

  private static String basic(CxoneCredentials given) {
    var pair = text(given.clientId()) + ":" + text(given.clientSecret());
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(@Nullable Secret secret) {
    return secret == null ? "" : secret.value();
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static byte[] form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] json(Map<String, String> fields) {
    var body = JsonNodeFactory.instance.objectNode();
    fields.forEach(body::put);
    return JsonBodies.write(body);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
