package io.switchboard.cxone.voice;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.cxone.http.Backoff;
import io.switchboard.cxone.token.AccessToken;
import io.switchboard.cxone.token.TokenResult.Granted;
import io.switchboard.cxone.token.TokenResult.None;
import io.switchboard.cxone.token.TokenSource;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the voice socket of a tenant open: reconnects with jittered backoff after any close,
 * without a limit, and opens a new socket before the token expires, so that two are open for a
 * while.
 */
public final class VoiceSocket implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VoiceSocket.class);
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
  private static final long STABLE_TIME = TimeUnit.SECONDS.toNanos(10);
  private static final long OVERLAP = TimeUnit.SECONDS.toNanos(2);
  private static final long CLOSE_TIMEOUT = TimeUnit.SECONDS.toNanos(5);
  private static final long MIN_ATTEMPT_INTERVAL = TimeUnit.SECONDS.toNanos(1);

  private final URI url;
  private final TokenSource tokens;
  private final VoiceListener listener;
  private final VoiceConnection.Connector connector;
  private final MeterRegistry meters;
  private final Semaphore wake = new Semaphore(0);
  private final Deque<Retiring> retiring = new ArrayDeque<>();
  private final Thread thread;
  private volatile @Nullable Live live;
  private long nextAttemptAt = System.nanoTime();
  private int failures;

  private VoiceSocket(
      URI url,
      TokenSource tokens,
      VoiceListener listener,
      VoiceConnection.Connector connector,
      MeterRegistry meters) {
    this.url = url;
    this.tokens = tokens;
    this.connector = connector;
    this.meters = meters;
    this.listener = counting(listener, meters);
    Gauge.builder("cxone_voice_connected", this, self -> self.connected() ? 1 : 0)
        .description("1 while the voice socket is open, else 0")
        .register(meters);
    this.thread = Thread.ofPlatform().daemon().name("voice-socket").unstarted(this::run);
  }

  /**
   * Opens the socket of a tenant and keeps it open until closed.
   *
   * @param url {@code CXONE_VOICE_URL}
   * @param tokens not closed with the socket
   */
  public static VoiceSocket open(
      URI url,
      Duration connectTimeout,
      TokenSource tokens,
      VoiceListener listener,
      MeterRegistry meters) {
    return open(
        url,
        tokens,
        listener,
        (to, token, frames, ended) ->
            JavaWebSocketConnection.connect(to, token, connectTimeout, frames, ended),
        meters);
  }

  static VoiceSocket open(
      URI url,
      TokenSource tokens,
      VoiceListener listener,
      VoiceConnection.Connector connector,
      MeterRegistry meters) {
    var socket = new VoiceSocket(url, tokens, listener, connector, meters);
    socket.thread.start();
    return socket;
  }

  /** Whether a connection is open now. */
  public boolean connected() {
    var now = live;
    return now != null && now.connection.open();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        stepCatchingBugs();
        var _ = wake.tryAcquire(untilNextStep(), TimeUnit.NANOSECONDS);
        wake.drainPermits();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // close() was called
    } catch (RuntimeException | Error e) {
      LOG.error("The voice socket thread ended unexpectedly", e);
      listener.onEnded(e);
    } finally {
      retiring.forEach(old -> old.connection.close());
      var last = live;
      if (last != null) {
        last.connection.close();
      }
    }
  }

  /** A bug in a listener must not end this thread. */
  private void stepCatchingBugs() throws InterruptedException {
    try {
      step();
    } catch (RuntimeException e) {
      LOG.error("Unexpected exception in the voice socket thread; reconnecting", e);
      nextAttemptAt = System.nanoTime() + MIN_ATTEMPT_INTERVAL;
    }
  }

  private long untilNextStep() {
    var toAttempt = Math.max(1, nextAttemptAt - System.nanoTime());
    return live == null ? Math.min(toAttempt, MIN_ATTEMPT_INTERVAL) : MIN_ATTEMPT_INTERVAL / 4;
  }

  private void step() throws InterruptedException {
    var now = System.nanoTime();
    retire(now);
    var current = live;
    if (current != null && !current.connection.open()) {
      lost(current, now);
      current = null;
    }
    if (current != null) {
      current.connection.checkAlive();
    }
    if (now - nextAttemptAt >= 0 && (current == null || current.token.nanosToRefresh(now) <= 0)) {
      attempt(current);
    }
  }

  private void lost(Live lost, long now) {
    live = null;
    failures = now - lost.openedAt > STABLE_TIME ? 1 : failures + 1;
    nextAttemptAt = now + BACKOFF.after(failures, ThreadLocalRandom.current()).toNanos();
    LOG.warn("Voice socket closed: {}; reconnecting", lost.connection.reason());
    listener.onState(false, lost.connection.reason());
  }

  private void attempt(@Nullable Live current) throws InterruptedException {
    var answer = current == null ? tokens.token() : tokens.tokenAfter(current.token);
    switch (answer) {
      case None(var why) -> failed(current, "no token: " + why.getClass().getSimpleName());
      case Granted(var token) -> {
        var connection = connector.connect(url, token, listener, wake::release);
        if (connection.open()) {
          opened(current, new Live(connection, token, System.nanoTime()));
        } else {
          if (connection.refused()) {
            tokens.invalidate(token);
          }
          failed(current, connection.reason());
        }
      }
    }
  }

  private void opened(@Nullable Live before, Live now) {
    count("open");
    live = now;
    nextAttemptAt = now.openedAt + MIN_ATTEMPT_INTERVAL;
    if (before == null) {
      LOG.info("Voice socket opened");
      listener.onState(true, "open");
    } else {
      retiring.add(new Retiring(before.connection, now.openedAt + OVERLAP));
    }
  }

  private void failed(@Nullable Live current, String why) {
    count("failed");
    failures++;
    var wait = BACKOFF.after(failures, ThreadLocalRandom.current());
    nextAttemptAt = System.nanoTime() + wait.toNanos();
    if (current == null) {
      LOG.warn("Cannot open the voice socket: {}; next attempt in {} ms", why, wait.toMillis());
      listener.onState(false, why);
    }
  }

  /**
   * Closes old sockets after the overlap; without the peer's close frame after {@link
   * #CLOSE_TIMEOUT}.
   */
  private void retire(long now) {
    for (var old : retiring) {
      if (!old.closing && now - old.closeAt >= 0) {
        old.closing = true;
        old.connection.startClose();
      }
      if (now - old.closeAt > CLOSE_TIMEOUT) {
        old.connection.close();
      }
    }
    retiring.removeIf(old -> !old.connection.open());
  }

  private void count(String result) {
    Counter.builder("cxone_voice_connects_total")
        .description("attempts to connect to the voice channel by result")
        .tag("result", result)
        .register(meters)
        .increment();
  }

  private static VoiceListener counting(VoiceListener listener, MeterRegistry meters) {
    return new VoiceListener() {
      @Override
      public void onFrame(VoiceFrame frame) {
        var type =
            switch (frame) {
              case VoiceFrame.DtmfFrame _ -> "dtmf";
              case VoiceFrame.CallEndFrame _ -> "call_end";
              case VoiceFrame.OtherFrame _ -> "other";
            };
        Counter.builder("cxone_voice_frames_total")
            .description("frames of the voice channel by type")
            .tag("type", type)
            .register(meters)
            .increment();
        listener.onFrame(frame);
      }

      @Override
      public void onState(boolean connected, String detail) {
        listener.onState(connected, detail);
      }

      @Override
      public void onEnded(Throwable cause) {
        listener.onEnded(cause);
      }
    };
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private record Live(VoiceConnection connection, AccessToken token, long openedAt) {}

  private static final class Retiring {
    private final VoiceConnection connection;
    private final long closeAt;
    private boolean closing;

    private Retiring(VoiceConnection connection, long closeAt) {
      this.connection = connection;
      this.closeAt = closeAt;
    }
  }
}
