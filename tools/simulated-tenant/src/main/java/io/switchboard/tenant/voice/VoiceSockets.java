package io.switchboard.tenant.voice;

import io.javalin.websocket.WsCloseContext;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.switchboard.tenant.http.TenantJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * The connected bridges of the voice socket. A bridge with an expired token is closed (1008); one
 * that does not read is cut off when 10,000 frames wait for it.
 */
public final class VoiceSockets implements AutoCloseable {
  public static final String EXPIRES_AT = "tokenExpiresAt";
  private static final int ABNORMAL = 1006;
  private static final int POLICY = 1008;
  private static final int MAX_QUEUED_FRAMES = 10_000;
  private final Map<String, Bridge> bridges = new ConcurrentHashMap<>();
  private final AtomicLong accepted = new AtomicLong();
  private final ScheduledExecutorService expiries =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("tenant-token-expiry").factory());

  public void configure(WsConfig socket) {
    socket.onConnect(this::connected);
    socket.onClose(this::closed);
  }

  /** Sends a frame to every connected bridge; returns their number. */
  public int send(Object frame) {
    var text = TenantJson.write(frame);
    return sendText(text);
  }

  public int sendText(String text) {
    var reached = 0;
    for (var bridge : bridges.values()) {
      reached += bridge.send(text) ? 1 : 0;
    }
    return reached;
  }

  public int connectedNow() {
    return bridges.size();
  }

  /** The number of bridges that connected since the start. */
  public long connectedEver() {
    return accepted.get();
  }

  public void closeAll(int code) {
    bridges.values().forEach(bridge -> bridge.close(code));
  }

  @Override
  public void close() {
    expiries.shutdownNow();
    closeAll(1001);
  }

  private void connected(WsConnectContext context) {
    var bridge = new Bridge(context.session, new AtomicInteger());
    bridges.put(context.sessionId(), bridge);
    accepted.incrementAndGet();
    var left =
        Optional.<Instant>ofNullable(context.attribute(EXPIRES_AT))
            .map(end -> Duration.between(Instant.now(), end))
            .orElse(Duration.ZERO);
    var _ = expiries.schedule(() -> bridge.close(POLICY), left.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void closed(WsCloseContext context) {
    bridges.remove(context.sessionId());
  }

  private record Bridge(Session session, AtomicInteger waiting) {
    synchronized boolean send(String text) {
      if (!session.isOpen()) {
        return false;
      }
      if (waiting.incrementAndGet() > MAX_QUEUED_FRAMES) {
        session.disconnect();
        return false;
      }
      session.sendText(
          text, Callback.from(waiting::decrementAndGet, _ -> waiting.decrementAndGet()));
      return true;
    }

    void close(int code) {
      if (code == ABNORMAL) {
        session.disconnect();
      } else {
        session.close(code, "", Callback.NOOP);
      }
    }
  }
}
