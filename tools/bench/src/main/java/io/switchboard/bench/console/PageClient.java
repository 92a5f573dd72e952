package io.switchboard.bench.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/** Loads pages of the console and the parts that they ask for by themselves, without drawing. */
final class PageClient implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Pattern PART =
      Pattern.compile("hx-(get|post)=\"([^\"]+)\" hx-trigger=\"load\"");
  private static final Pattern TOKEN = Pattern.compile("data-csrf=\"([^\"]*)\"");

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager()) // the CSRF token belongs to the session
          .build();
  private final URI base;

  PageClient(int port) {
    this.base = URI.create("http://127.0.0.1:" + port);
  }

  /**
   * How long a page took.
   *
   * @param firstByte in milliseconds
   * @param whole with its parts, in milliseconds
   */
  record PageTime(double firstByte, double whole) {}

  /**
   * Loads a page.
   *
   * @param subject what a part searches for, when it is a search
   */
  PageTime load(String path, String subject) {
    var beganAt = System.nanoTime();
    var request = HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).build();
    try {
      var answer = http.send(request, BodyHandlers.ofInputStream());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(path + " is answered " + answer.statusCode());
      }
      var body = answer.body();
      var first = body.read();
      var firstByte = System.nanoTime() - beganAt;
      var page = (char) first + text(body);
      var token = TOKEN.matcher(page);
      var parts = PART.matcher(page);
      while (parts.find()) {
        part(parts.group(1), parts.group(2), token.find(0) ? token.group(1) : "", subject);
      }
      return new PageTime(firstByte / 1e6, (System.nanoTime() - beganAt) / 1e6);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void part(String method, String address, String token, String subject)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(base.resolve(address.replace("&amp;", "&"))).timeout(TIMEOUT);
    if (method.equals("post")) {
      request
          .header("Content-Type", "application/x-www-form-urlencoded")
          .header("X-CSRF-Token", token)
          .POST(BodyPublishers.ofString("q=" + URLEncoder.encode(subject, StandardCharsets.UTF_8)));
    }
    var answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(address + " is answered " + answer.statusCode());
    }
  }

  private static String text(InputStream body) throws IOException {
    return new String(body.readAllBytes(), StandardCharsets.UTF_8);
  }

  /** A browser that has the page open: the stream of its events, read until it is closed. */
  AutoCloseable follow(String path) {
    try {
      var stream =
          http.send(
                  HttpRequest.newBuilder(base.resolve(path))
                      .header("Accept", "text/event-stream")
                      .build(),
                  BodyHandlers.ofInputStream())
              .body();
      Thread.ofVirtual().name("browser").start(() -> readToEnd(stream));
      return stream;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void readToEnd(InputStream stream) {
    try {
      stream.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException _) {
      // it was closed: that is how a browser leaves
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
