package io.switchboard.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds free ports. */
public final class FreePorts {
  /** These are below the ports that Linux gives to outgoing connections. */
  private static final int FIRST = 20_000;

  private static final int COUNT = 12_000;

  /** Each process begins elsewhere, so that two at a time rarely find the same port. */
  private static final AtomicInteger NEXT = new AtomicInteger(new SecureRandom().nextInt(COUNT));

  private FreePorts() {}

  /** A port that is free now, another one with each call. */
  public static int next() {
    for (var attempt = 0; attempt < COUNT; attempt++) {
      var port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "no port between " + FIRST + " and " + (FIRST + COUNT - 1) + " is free");
  }

  /** Whether this port of the loopback address is free now. */
  public static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException _) {
      return false; // in use: a regular result
    }
  }
}
