package io.switchboard.cxone.voice;

import io.switchboard.cxone.token.AccessToken;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.java_websocket.WebSocket;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ServerHandshake;

/** A connection by Java-WebSocket, read by its own thread; frames of at most 64 KiB. */
final class JavaWebSocketConnection extends WebSocketClient implements VoiceConnection {
  /** The library reports the status of a refused upgrade only in a message. */
  private static final Pattern REFUSAL = Pattern.compile("status code received: 4\\d\\d");

  private static final int MAX_FRAME_BYTES = 65_536;
  private static final long PING_INTERVAL = TimeUnit.SECONDS.toNanos(5);
  private static final long SILENCE_TIMEOUT = TimeUnit.SECONDS.toNanos(10);

  private final VoiceListener listener;
  private final Runnable ended;
  private volatile boolean delivering;
  private volatile long receivedAt = System.nanoTime();
  private volatile long pingedAt = System.nanoTime();
  private volatile String reason = "not connected yet";
  private volatile boolean refused;

  private JavaWebSocketConnection(
      URI url, AccessToken token, Duration timeout, VoiceListener listener, Runnable ended) {
    super(
        url,
        new Draft_6455(List.of(), MAX_FRAME_BYTES),
        Map.of("Authorization", "Bearer " + token.value().value()),
        Math.toIntExact(timeout.toMillis()));
    this.listener = listener;
    this.ended = ended;
    // checkAlive() does it: the library's own timer cannot tell a dead peer from a slow listener
    setConnectionLostTimeout(0);
    setTcpNoDelay(true);
    setDaemon(true);
  }

  static VoiceConnection connect(
      URI url, AccessToken token, Duration timeout, VoiceListener listener, Runnable ended)
      throws InterruptedException {
    var connection = new JavaWebSocketConnection(url, token, timeout, listener, ended);
    connection.setProxy(proxy(url));
    if (!connection.connectBlocking(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      connection.close();
    }
    return connection;
  }

  private static Proxy proxy(URI url) {
    var selector = ProxySelector.getDefault();
    if (selector == null) {
      return Proxy.NO_PROXY;
    }
    var scheme = "wss".equals(url.getScheme()) ? "https" : "http";
    var http = URI.create(scheme + "://" + url.getRawAuthority() + "/");
    return selector.select(http).stream().findFirst().orElse(Proxy.NO_PROXY);
  }

  @Override
  public boolean open() {
    return isOpen();
  }

  @Override
  public void checkAlive() {
    var now = System.nanoTime();
    if (delivering) {
      receivedAt = now; // the listener blocks, so nothing is read
    } else if (now - receivedAt > SILENCE_TIMEOUT) {
      end("silent for 10 s");
    } else if (now - pingedAt > PING_INTERVAL) {
      pingedAt = now;
      attempt(this::sendPing);
    }
  }

  @Override
  public void startClose() {
    var frame = new CloseFrame();
    frame.setCode(CloseFrame.NORMAL);
    attempt(() -> sendFrame(frame));
  }

  @Override
  public void close() {
    end("closed by this service");
  }

  private void end(String why) {
    closeConnection(CloseFrame.ABNORMAL_CLOSE, why);
    var socket = getSocket();
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      reason = reason + ", " + e.getClass().getSimpleName();
    }
  }

  @Override
  public String reason() {
    return reason;
  }

  @Override
  public boolean refused() {
    return refused;
  }

  @Override
  public void onOpen(ServerHandshake handshake) {
    receivedAt = System.nanoTime();
    reason = "open";
  }

  @Override
  public void onMessage(String message) {
    delivering = true;
    try {
      VoiceFrameReader.parse(message).forEach(listener::onFrame);
    } finally {
      receivedAt = System.nanoTime();
      delivering = false;
    }
  }

  @Override
  public void onMessage(ByteBuffer bytes) {
    if (isJson(bytes)) {
      onMessage(StandardCharsets.UTF_8.decode(bytes).toString());
    } else {
      listener.onFrame(new VoiceFrame.OtherFrame("binary"));
    }
  }

  @Override
  public void onWebsocketPing(WebSocket connection, Framedata frame) {
    receivedAt = System.nanoTime();
    super.onWebsocketPing(connection, frame);
  }

  @Override
  public void onWebsocketPong(WebSocket connection, Framedata frame) {
    receivedAt = System.nanoTime();
  }

  @Override
  public void onClose(int code, String text, boolean remote) {
    refused = REFUSAL.matcher(text).find();
    var words = text.replaceAll("[^A-Za-z0-9 .:-]", "");
    reason =
        "closed with "
            + code
            + (remote ? " by CXone" : "")
            + (words.isEmpty() ? "" : ": " + words.substring(0, Math.min(80, words.length())));
    ended.run();
  }

  @Override
  public void onError(Exception e) {
    reason = e.getClass().getSimpleName();
  }

  /** Whether it begins like an object or an array: some servers send text in binary frames. */
  private static boolean isJson(ByteBuffer bytes) {
    return bytes.hasRemaining() && "{[".indexOf(bytes.get(bytes.position())) >= 0;
  }

  private void attempt(Runnable sending) {
    try {
      sending.run();
    } catch (WebsocketNotConnectedException _) {
      reason = "ended while sending"; // onClose follows or was called already
    }
  }
}
