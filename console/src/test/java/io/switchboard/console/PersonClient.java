package io.switchboard.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Requests of a person to the shared console, where no page has to be drawn. */
final class PersonClient {
  private static final Pattern CSRF =
      Pattern.compile("(?:name=\"_csrf\" value|data-csrf)=\"([^\"]+)\"");
  private static final Map<String, PersonClient> LOGGED_IN = new ConcurrentHashMap<>();

  private final HttpClient http =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  private PersonClient() {}

  /** With the session of one login for all tests. */
  static PersonClient of(String person) {
    return LOGGED_IN.computeIfAbsent(
        person,
        name -> {
          var client = new PersonClient();
          var answer =
              client.post(
                  "/login",
                  Map.of(
                      "_csrf",
                      client.token("/login"),
                      "name",
                      name,
                      "password",
                      "secret",
                      "next",
                      "/audit"));
          assertThat(answer.statusCode()).as("the login of %s", name).isEqualTo(303);
          return client;
        });
  }

  HttpResponse<String> get(String path, String... headers) {
    var request = HttpRequest.newBuilder(uri(path));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /** Sends a form. */
  HttpResponse<String> post(String path, Map<String, String> fields, String... headers) {
    var form =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    var request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /** The CSRF token of a page. */
  String token(String path) {
    var token = CSRF.matcher(get(path).body());
    assertThat(token.find()).as("a token on %s", path).isTrue();
    return token.group(1);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static URI uri(String path) {
    return URI.create(ConsoleRig.shared().url(path));
  }
}
