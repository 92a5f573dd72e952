package io.switchboard.ingress.proofs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Senders that mean no good, in a process of their own: connections that send one byte of a head a
 * second, and JSON bombs. {@code PORT SLOW BOMBS_A_SECOND}, until it is killed; says {@value #ALL}
 * when all have connected.
 */
final class FloodProcess {
  static final String ALL = "all are connected";
  private static final byte[] BEGINNING =
      "POST /webhook/dnc HTTP/1.1\r\nHost: a\r\nX: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BOMB =
      HttpConnection.request("/webhook/data-actions", "{\"events\":" + "[".repeat(60_000) + "}");
  private static final long ROUND_NANOS = Duration.ofMillis(20).toNanos();
  private static final int ROUNDS_A_SECOND = 50;
  private final InetSocketAddress door;
  private final @Nullable SocketChannel[] slow;

  private FloodProcess(int port, int slow) {
    this.door = new InetSocketAddress("127.0.0.1", port);
    this.slow = new SocketChannel[slow];
  }

  static void main(String[] arguments) {
    var port = Integer.parseInt(arguments[0]);
    var bombs = Integer.parseInt(arguments[2]);
    Thread.ofPlatform()
        .uncaughtExceptionHandler((_, e) -> end(e))
        .start(() -> bombard(port, bombs));
    new FloodProcess(port, Integer.parseInt(arguments[1])).dribble();
  }

  /** Half a flood is none. */
  private static void end(Throwable cause) {
    cause.printStackTrace();
    Runtime.getRuntime().halt(1);
  }

  /** A fiftieth of them every 20 ms, so that each sends a byte a second. */
  private void dribble() {
    for (var round = 0; ; round++) {
      if (round == ROUNDS_A_SECOND) {
        System.out.println(ALL);
      }
      for (var i = round % ROUNDS_A_SECOND; i < slow.length; i += ROUNDS_A_SECOND) {
        try {
          slow[i] = next(slow[i]);
        } catch (IOException _) { // cut off: come again
          slow[i] = null;
        }
      }
      LockSupport.parkNanos(ROUND_NANOS);
    }
  }

  private SocketChannel next(@Nullable SocketChannel channel) throws IOException {
    if (channel != null) {
      channel.write(ByteBuffer.wrap(new byte[] {'x'}));
      return channel;
    }
    var opened = SocketChannel.open(door);
    opened.write(ByteBuffer.wrap(BEGINNING));
    return opened;
  }

  private static void bombard(int port, int perSecond) {
    try (var connection = new HttpConnection(port)) {
      while (true) {
        var status = connection.exchange(BOMB);
        if (status != 400) {
          throw new IllegalStateException("a bomb was answered " + status);
        }
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos() / perSecond);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
