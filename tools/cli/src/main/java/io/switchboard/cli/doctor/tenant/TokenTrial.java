package io.switchboard.cli.doctor.tenant;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.switchboard.cli.doctor.rules.tenant.access.TokenGranted.Way;
import io.switchboard.cxone.profile.Auth.Grant;
import io.switchboard.cxone.profile.Auth.TokenRequest;
import io.switchboard.cxone.settings.CxoneCredentials;
import io.switchboard.cxone.settings.CxoneSettings;
import io.switchboard.cxone.settings.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ways to a token that the settings allow, and the request of each. */
record TokenTrial(CxoneSettings settings) {

  /** The way of the services first, then the others that the settings suffice for. */
  List<TokenRequest> ways() {
    var ways = new ArrayList<TokenRequest>();
    ways.add(settings.tokenRequest());
    var auth = settings.profile().auth();
    for (var other : new @Nullable TokenRequest[] {auth.request(), auth.alternative()}) {
      if (other != null && !ways.contains(other) && suffices(other.grant())) {
        ways.add(other);
      }
    }
    return ways;
  }

  private boolean suffices(Grant grant) {
    var given = settings.credentials();
    return switch (grant) {
      case CLIENT_CREDENTIALS -> given.clientId() != null;
      case PASSWORD -> given.clientId() != null && given.accessKeyId() != null;
      case ACCESS_KEY_JSON -> given.accessKeyId() != null;
    };
  }

  static Way way(Grant grant) {
    return switch (grant) {
      case CLIENT_CREDENTIALS -> Way.CLIENT_CREDENTIALS;
      case PASSWORD -> Way.PASSWORD;
      case ACCESS_KEY_JSON -> Way.ACCESS_KEY;
    };
  }

  HttpRequest.Builder request(TokenRequest way) {
    var given = settings.credentials();
    var fields = fields(way.grant(), given);
    var issuer = way.equals(settings.tokenRequest()) ? settings.issuer() : issuer(way);
    var request =
        HttpRequest.newBuilder(URI.create(issuer + way.path()))
            .header(
                "Content-Type",
                way.json() ? "application/json" : "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(way.json() ? json(fields) : form(fields)));
    if (way.grant() == Grant.PASSWORD) {
      var pair = text(given.clientId()) + ":" + text(given.clientSecret());
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
    return request;
  }

  private URI issuer(TokenRequest way) {
    var configured = settings.credentials().issuer();
    if (configured != null) {
      return configured;
    }
    return way.issuer() == null ? settings.issuer() : way.issuer();
  }

  private static Map<String, String> fields(Grant grant, CxoneCredentials given) {
    var fields = new LinkedHashMap<String, String>();
    switch (grant) {
      case CLIENT_CREDENTIALS -> {
        fields.put("grant_type", "client_credentials");
        fields.put("client_id", text(given.clientId()));
        fields.put("client_secret", text(given.clientSecret()));
      }
      case PASSWORD -> {
        fields.put("grant_type", "password");
        fields.put("username", text(given.accessKeyId()));
        fields.put("password", text(given.accessKeySecret()));
      }
      case ACCESS_KEY_JSON -> {
        fields.put("accessKeyId", text(given.accessKeyId()));
        fields.put("accessKeySecret", text(given.accessKeySecret()));
      }
    }
    return fields;
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String json(Map<String, String> fields) {
    var body = JsonNodeFactory.instance.objectNode();
    fields.forEach(body::put);
    return body.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String text(@Nullable Secret secret) {
    return secret == null ? "" : secret.value();
  }
}
