package io.switchboard.cxone;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that sends scripted bytes as its answers and records the requests. */
public final class HostileServer implements AutoCloseable {
  private final ServerSocket server;
  private final Thread acceptor;
  private final List<Request> seen = new CopyOnWriteArrayList<>();
  private volatile Script script;

  public record Request(
      String method, String path, Map<String, String> headers, String body, long at) {
    boolean forToken() {
      return path.contains("token");
    }

    String bearer() {
      return headers.getOrDefault("authorization", "");
    }
  }

  /** Writes the raw answer. */
  public @FunctionalInterface interface Script {
    void answer(Request request, OutputStream out) throws IOException, InterruptedException;
  }

  public HostileServer(Script script) {
    this.script = script;
    try {
      this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.acceptor = Thread.ofVirtual().start(this::accept);
  }

  public void follow(Script next) {
    script = next;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  public List<Request> seen() {
    return seen;
  }

  public List<Request> calls() {
    return seen.stream().filter(request -> !request.forToken()).toList();
  }

  public List<Request> tokenCalls() {
    return seen.stream().filter(Request::forToken).toList();
  }

  public static void reply(OutputStream out, int status, String body, String... headers)
      throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var head = new StringBuilder("HTTP/1.1 " + status + " x\r\nContent-Length: " + bytes.length);
    for (var header : headers) {
      head.append("\r\n").append(header);
    }
    out.write((head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    out.write(bytes);
  }

  public static void grant(OutputStream out, String token) throws IOException {
    reply(out, 200, "{\"access_token\":\"" + token + "\",\"expires_in\":3600}");
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var request = read(new BufferedInputStream(socket.getInputStream()));
      seen.add(request);
      var out = socket.getOutputStream();
      script.answer(request, out);
      out.flush();
    } catch (IOException _) {
      return; // the client hung up, as it may
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Request read(InputStream in) throws IOException {
    var first = line(in).split(" ", 3);
    var headers = new TreeMap<String, String>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      var colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    var length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    var body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Request(
        first[0], first.length > 1 ? first[1] : "", headers, body, System.nanoTime());
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (var c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the client hung up");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  /** Returns when the port refuses connections: the last thread in accept() closes the socket. */
  @Override
  public void close() {
    try {
      server.close();
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the port closes", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
