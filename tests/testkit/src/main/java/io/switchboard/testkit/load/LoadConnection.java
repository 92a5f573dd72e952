package io.switchboard.testkit.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection of a {@link Load}: sends a request, reads the whole answer, sends the next. */
final class LoadConnection {
  private static final int MAX_ANSWER_BYTES = 65_536;
  private final int port;
  private final Load.RequestCycle requests;
  private final Selector selector;
  private final Load.LoadTimes times;
  private final Clock clock;
  private final ByteBuffer answer = ByteBuffer.allocate(MAX_ANSWER_BYTES);
  private SocketChannel channel;
  private long began;
  private long due;
  private boolean resting;

  /**
   * When to send, by {@link System#nanoTime}.
   *
   * @param apart between two requests, 0 for none
   */
  record Clock(long first, long apart, long until) {}

  LoadConnection(
      int port, Load.RequestCycle requests, Selector selector, Load.LoadTimes times, Clock clock)
      throws IOException {
    this.port = port;
    this.requests = requests;
    this.selector = selector;
    this.times = times;
    this.clock = clock;
    this.due = clock.first();
    this.channel = connected();
    this.resting = clock.apart() > 0;
    if (!resting) {
      send();
    }
  }

  private SocketChannel connected() throws IOException {
    var connected = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
    connected.setOption(StandardSocketOptions.TCP_NODELAY, true);
    connected.configureBlocking(false);
    connected.register(selector, SelectionKey.OP_READ, this);
    return connected;
  }

  /** Sends a request if it is due by the clock, also when the previous one failed. */
  void sendIfDue() {
    if (!resting || System.nanoTime() < due) {
      return;
    }
    resting = false;
    if (due >= clock.until()) {
      close();
      return;
    }
    try {
      send();
    } catch (IOException _) { // broken: reconnect
      times.other();
      reconnect();
    }
  }

  private void send() throws IOException {
    began = System.nanoTime();
    var request = ByteBuffer.wrap(requests.next());
    while (request.hasRemaining()) {
      channel.write(request);
    }
  }

  /** Data can be read. */
  void proceed() {
    try {
      step();
    } catch (IOException _) { // broken: reconnect
      times.other();
      reconnect();
    }
  }

  private void step() throws IOException {
    if (channel.read(answer) < 0) {
      throw new IOException("the server closed the connection");
    }
    var head = headLength();
    if (head < 0) {
      return;
    }
    var text = new String(answer.array(), 0, head, StandardCharsets.ISO_8859_1);
    if (answer.position() < head + contentLength(text)) {
      return;
    }
    answer.clear();
    if (text.startsWith("200", "HTTP/1.1 ".length())) {
      times.accepted(System.nanoTime() - began);
    } else {
      times.other();
    }
    if (text.contains("onnection: close")) {
      reconnect();
    } else {
      next();
    }
  }

  /** Schedules the next request: at once, or at its time; a delayed one counts from its time. */
  private void next() throws IOException {
    if (System.nanoTime() >= clock.until()) {
      close();
    } else if (clock.apart() == 0) {
      send();
    } else {
      due += clock.apart();
      resting = due > System.nanoTime();
      if (!resting) {
        send();
        began = due;
      }
    }
  }

  private void reconnect() {
    close();
    answer.clear();
    if (System.nanoTime() < clock.until()) {
      try {
        channel = connected();
        next();
      } catch (IOException e) {
        throw new UncheckedIOException("the server is gone", e);
      }
    }
  }

  /** The length of the head with its empty line, or -1 while it is incomplete. */
  private int headLength() {
    var bytes = answer.array();
    for (var i = 3; i < answer.position(); i++) {
      if (bytes[i] == '\n' && bytes[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private static int contentLength(String head) {
    var name = "content-length:";
    var from = head.toLowerCase(Locale.ROOT).indexOf(name);
    return from < 0
        ? 0
        : Integer.parseInt(head.substring(from + name.length(), head.indexOf('\r', from)).strip());
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
