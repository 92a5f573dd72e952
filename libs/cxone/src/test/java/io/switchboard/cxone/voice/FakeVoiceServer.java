package io.switchboard.cxone.voice;

import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/** A voice socket's other end. */
final class FakeVoiceServer extends WebSocketServer {
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final CountDownLatch ready = new CountDownLatch(1);
  private volatile @Nullable String refused;

  private FakeVoiceServer() {
    super(new InetSocketAddress("127.0.0.1", 0));
    setReuseAddr(true);
    setDaemon(true);
  }

  static FakeVoiceServer started() throws InterruptedException {
    var server = new FakeVoiceServer();
    server.start();
    server.ready.await();
    return server;
  }

  URI url() {
    return URI.create("ws://127.0.0.1:" + getPort() + "/api/v2/voice/websocket");
  }

  void refuse(String authorization) {
    refused = authorization;
  }

  List<String> authorizations() {
    return authorizations;
  }

  void awaitConnections(int count) {
    await().until(() -> authorizations.size() >= count);
  }

  int openConnections() {
    return getConnections().size();
  }

  void hangUp(int code) {
    for (var connection : getConnections()) {
      if (code == 1006) {
        connection.closeConnection(1006, "cut");
      } else {
        connection.close(code, "bye");
      }
    }
  }

  @Override
  public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
      WebSocket connection, Draft draft, ClientHandshake request) throws InvalidDataException {
    if (request.getFieldValue("Authorization").equals(refused)) {
      throw new InvalidDataException(1008, "not you");
    }
    return super.onWebsocketHandshakeReceivedAsServer(connection, draft, request);
  }

  @Override
  public void onOpen(WebSocket connection, ClientHandshake handshake) {
    authorizations.add(handshake.getFieldValue("Authorization"));
  }

  @Override
  public void onClose(WebSocket connection, int code, String reason, boolean remote) {}

  @Override
  public void onMessage(WebSocket connection, String message) {}

  @Override
  public void onError(WebSocket connection, Exception e) {}

  @Override
  public void onStart() {
    ready.countDown();
  }
}
