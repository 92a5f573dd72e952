package io.switchboard.cxone.http;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP/2 server without TLS, by upgrade. It answers requests with an empty 200, or reads them
 * and stays silent, as a connection does whose packets a firewall drops, until the test lets it
 * answer.
 */
final class Http2Server implements AutoCloseable {
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int ACK = 1;
  private static final int END_OF_HEADERS_AND_STREAM = 5;
  private static final int MAX_CONCURRENT_STREAMS = 3;
  private static final int PREFACE_BYTES = 24;
  private static final int HEAD_BYTES = 9;
  private static final byte[] STATUS_200 = {(byte) 0x88}; // an entry of HPACK's static table

  private final ServerSocket server;
  private final int maxStreams;
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Integer> silent = ConcurrentHashMap.newKeySet();
  private final List<Integer> requests = new CopyOnWriteArrayList<>();
  private final List<Integer> ended = new CopyOnWriteArrayList<>();
  private final Queue<Answer> withheld = new ConcurrentLinkedQueue<>();

  /** Writes an answer. */
  private interface Answer {
    void write() throws IOException;
  }

  Http2Server(int maxStreams) {
    this.maxStreams = maxStreams;
    try {
      this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Answers nothing any more on a connection; the first one is 1. */
  void silence(int connection) {
    silent.add(connection);
  }

  /** Answers all that it has withheld, and later requests. */
  void speak() throws IOException {
    silent.clear();
    for (var answer = withheld.poll(); answer != null; answer = withheld.poll()) {
      answer.write();
    }
  }

  /** The connection of each request. */
  List<Integer> requests() {
    return requests;
  }

  /** The connections that the client has closed. */
  List<Integer> ended() {
    return ended;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        var connection = connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket, connection));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket, int connection) {
    try (socket) {
      var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      var out = new DataOutputStream(socket.getOutputStream());
      upgrade(in, out);
      answer(out, connection, 1);
      in.skipNBytes(PREFACE_BYTES);
      while (true) {
        frame(in, out, connection);
      }
    } catch (IOException _) {
      ended.add(connection);
    }
  }

  private void upgrade(DataInputStream in, DataOutputStream out) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    out.write(
        "HTTP/1.1 101 x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"
            .getBytes(StandardCharsets.UTF_8));
    out.write(new byte[] {0, 0, 6, SETTINGS, 0, 0, 0, 0, 0, 0, MAX_CONCURRENT_STREAMS});
    out.writeInt(maxStreams);
  }

  private void frame(DataInputStream in, DataOutputStream out, int connection) throws IOException {
    var length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
    var type = in.readUnsignedByte();
    var flags = in.readUnsignedByte();
    var stream = in.readInt();
    in.skipNBytes(length);
    if (type == SETTINGS && flags != ACK) {
      out.write(new byte[] {0, 0, 0, SETTINGS, ACK, 0, 0, 0, 0});
    } else if (type == HEADERS) {
      answer(out, connection, stream);
    }
  }

  private void answer(DataOutputStream out, int connection, int stream) throws IOException {
    if (silent.contains(connection)) {
      withheld.add(() -> write(out, stream));
    } else {
      write(out, stream);
    }
    requests.add(connection);
  }

  private static void write(DataOutputStream out, int stream) throws IOException {
    var frame = ByteBuffer.allocate(HEAD_BYTES + STATUS_200.length);
    frame.put(new byte[] {0, 0, 1, HEADERS, END_OF_HEADERS_AND_STREAM});
    out.write(frame.putInt(stream).put(STATUS_200).array()); // one write: other threads write too
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
