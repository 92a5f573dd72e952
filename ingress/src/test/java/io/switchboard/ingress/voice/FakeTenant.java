package io.switchboard.ingress.voice;

import com.sun.net.httpserver.HttpServer;
import io.switchboard.cxone.settings.CxoneSettings;
import io.switchboard.embedded.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.WebSocketServer;

/** A token endpoint and a voice socket that do as a test tells them. */
final class FakeTenant extends WebSocketServer implements AutoCloseable {
  private final HttpServer http;
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final AtomicInteger tokens = new AtomicInteger();
  private final AtomicInteger refusals = new AtomicInteger();
  private final CountDownLatch started = new CountDownLatch(1);
  private volatile int tokenLife = 3_600;

  private FakeTenant(int port) {
    super(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
    setReuseAddr(true);
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext(
        "/oauth/token",
        exchange -> {
          var body =
              "{\"access_token\":\"t%d\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
                  .formatted(tokens.incrementAndGet(), tokenLife)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  static FakeTenant open() {
    var tenant = new FakeTenant(FreePorts.next());
    tenant.http.start();
    tenant.start();
    try {
      tenant.started.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return tenant;
  }

  CxoneSettings settings() {
    var variables =
        Map.of(
            "CXONE_BASE_URL",
            "http://127.0.0.1:" + http.getAddress().getPort(),
            "CXONE_VOICE_URL",
            "ws://127.0.0.1:" + getPort() + "/api/v2/voice/websocket",
            "CXONE_CLIENT_ID",
            "id",
            "CXONE_CLIENT_SECRET",
            "secret");
    return CxoneSettings.read(
            name -> Optional.ofNullable(variables.get(name)),
            (name, what, _) -> {
              throw new IllegalStateException(name + what);
            })
        .orElseThrow();
  }

  void tokensLive(int seconds) {
    tokenLife = seconds;
  }

  void refuseNext(int upgrades) {
    refusals.set(upgrades);
  }

  List<String> authorizations() {
    return authorizations;
  }

  int sockets() {
    return getConnections().size();
  }

  void sendFrame(String frame) {
    getConnections().forEach(connection -> connection.send(frame));
  }

  void digit(String callId, String digit, long timestamp) {
    sendFrame(
        "{\"type\":\"dtmf\",\"digit\":\"%s\",\"callId\":\"%s\",\"timestamp\":%d}"
            .formatted(digit, callId, timestamp));
  }

  void hangUp(int code) {
    for (var connection : getConnections()) {
      if (code == CloseFrame.ABNORMAL_CLOSE) {
        connection.closeConnection(code, "");
      } else {
        connection.close(code);
      }
    }
  }

  @Override
  public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
      WebSocket connection, Draft draft, ClientHandshake request) throws InvalidDataException {
    if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new InvalidDataException(CloseFrame.REFUSE, "no");
    }
    authorizations.add(request.getFieldValue("Authorization"));
    return super.onWebsocketHandshakeReceivedAsServer(connection, draft, request);
  }

  @Override
  public void onOpen(WebSocket connection, ClientHandshake handshake) {}

  @Override
  public void onClose(WebSocket connection, int code, String reason, boolean remote) {}

  @Override
  public void onMessage(WebSocket connection, String message) {}

  @Override
  @SuppressWarnings("NullAway") // the library gives no connection for errors of the server itself
  public void onError(WebSocket connection, Exception e) {}

  @Override
  public void onStart() {
    started.countDown();
  }

  @Override
  public void close() {
    http.stop(0);
    try {
      stop(1_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
