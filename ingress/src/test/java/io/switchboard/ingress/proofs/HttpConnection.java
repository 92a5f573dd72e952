package io.switchboard.ingress.proofs;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The least HTTP client there is: one connection, one request at a time, no allocation to speak of.
 */
final class HttpConnection implements AutoCloseable {
  private final int port;
  private @Nullable Socket socket;
  private @Nullable InputStream in;
  private String body = "";
  private int retryAfter;

  HttpConnection(int port) {
    this.port = port;
  }

  /** A whole request as bytes. */
  static byte[] request(String path, String body, String... headers) {
    var text = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    text.append("Content-Type: application/json\r\nContent-Length: ");
    text.append(body.getBytes(StandardCharsets.UTF_8).length).append("\r\n");
    for (var header : headers) {
      text.append(header).append("\r\n");
    }
    return text.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Sends a request and reads the answer whole; its status. */
  int exchange(byte[] request) throws IOException {
    try {
      if (socket == null) {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        in = new BufferedInputStream(socket.getInputStream());
      }
      socket.getOutputStream().write(request);
      return answer(java.util.Objects.requireNonNull(in));
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private int answer(InputStream from) throws IOException {
    var status = Integer.parseInt(line(from).substring(9, 12));
    var length = 0;
    var last = false;
    retryAfter = 0;
    for (var line = line(from); !line.isEmpty(); line = line(from)) {
      var lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).strip());
      }
      if (lower.startsWith("retry-after:")) {
        retryAfter = Integer.parseInt(lower.substring("retry-after:".length()).strip());
      }
      last |= lower.equals("connection: close");
    }
    body = new String(from.readNBytes(length), StandardCharsets.UTF_8);
    if (last) {
      close();
    }
    return status;
  }

  /** The body of the last answer. */
  String body() {
    return body;
  }

  /** The Retry-After of the last answer in seconds, 0 for none. */
  int retryAfter() {
    return retryAfter;
  }

  private static String line(InputStream from) throws IOException {
    var line = new StringBuilder(64);
    for (var c = from.read(); c != '\n'; c = from.read()) {
      if (c < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
