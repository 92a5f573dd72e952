package io.switchboard.sink.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Between a client and a server: passes everything on, loses the answer to a commit, or gives
 * clients process ids of its own, as poolers do.
 */
final class TcpProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger answersToLose = new AtomicInteger();
  private final AtomicInteger answersLost = new AtomicInteger();
  private volatile boolean pooler;

  TcpProxy(int target) throws IOException {
    this.listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    this.target = target;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** The next commits reach the server, their answers do not come back. */
  void loseAnswersToCommits(int count) {
    answersToLose.set(count);
  }

  /** New clients see other process ids than those of the server. */
  void giveOwnProcessIds() {
    pooler = true;
  }

  int answersLost() {
    return answersLost.get();
  }

  private void accept() {
    try {
      while (true) {
        var client = listener.accept();
        var server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(server);
        var link = new Link(client, server);
        Thread.ofVirtual().start(link::upstream);
        Thread.ofVirtual().start(link::downstream);
      }
    } catch (IOException _) {
      // closed
    }
  }

  private final class Link {
    private final Socket client;
    private final Socket server;
    private volatile boolean deaf;

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void upstream() {
      try (client;
          server) {
        var buffer = new byte[65_536];
        InputStream in = client.getInputStream();
        for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          var text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
          if (text.contains("COMMIT") && answersToLose.getAndUpdate(x -> Math.max(0, x - 1)) > 0) {
            deaf = true;
            answersLost.incrementAndGet();
          }
          server.getOutputStream().write(buffer, 0, n);
        }
      } catch (IOException _) {
        // one side is gone, and with it the other
      }
    }

    void downstream() {
      try (client;
          server) {
        var buffer = new byte[65_536];
        InputStream in = server.getInputStream();
        for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          if (deaf) {
            return; // the server has answered: the commit took place
          }
          if (pooler) {
            changeProcessId(buffer, n);
          }
          client.getOutputStream().write(buffer, 0, n);
        }
      } catch (IOException _) {
        // one side is gone, and with it the other
      }
    }
  }

  /** BackendKeyData: its type, its length of 12, the process id, and a secret key. */
  private static void changeProcessId(byte[] bytes, int length) {
    for (var i = 0; i + 12 < length; i++) {
      if (bytes[i] == 'K'
          && bytes[i + 1] == 0
          && bytes[i + 2] == 0
          && bytes[i + 3] == 0
          && bytes[i + 4] == 12) {
        bytes[i + 8] ^= 1;
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (var socket : sockets) {
      socket.close();
    }
  }
}
