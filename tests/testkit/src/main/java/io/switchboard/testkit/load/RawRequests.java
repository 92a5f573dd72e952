package io.switchboard.testkit.load;

import java.nio.charset.StandardCharsets;

/** Whole HTTP requests as bytes. */
public final class RawRequests {
  private RawRequests() {}

  /** A POST of JSON. */
  public static byte[] post(String path, String body, String... headers) {
    var length = body.getBytes(StandardCharsets.UTF_8).length;
    var text = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    text.append("Content-Type: application/json\r\nContent-Length: ").append(length).append("\r\n");
    for (var header : headers) {
      text.append(header).append("\r\n");
    }
    return text.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A GET. */
  public static byte[] get(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
