package io.switchboard.ingress.http;

import io.switchboard.ingress.limits.Bulkhead;
import java.util.function.IntSupplier;

/** Whether the server takes requests: all, while it stops only those of callers, or none. */
final class ServerState {
  private final int maxConnections;
  private final IntSupplier connections;
  private volatile Phase phase = Phase.SERVING;

  /** The phases of a server's life, in their order. */
  enum Phase {
    SERVING,
    /** Not ready, and still serving: a load balancer needs time to see it. */
    DRAINING,
    /** Serves callers only. */
    CALLERS_ONLY
  }

  /**
   * @param connections how many connections are open
   */
  ServerState(int maxConnections, IntSupplier connections) {
    this.maxConnections = maxConnections;
    this.connections = connections;
  }

  void become(Phase next) {
    phase = next;
  }

  /** Whether connections stay open after a response. */
  boolean isServing() {
    return phase == Phase.SERVING;
  }

  /** Whether requests get 503 because the server stops. */
  boolean refuses(Bulkhead bulkhead) {
    return phase == Phase.CALLERS_ONLY && bulkhead != Bulkhead.CALLERS;
  }

  /** Whether new connections get 503 because there are too many; those of callers never do. */
  boolean isSurplus(Bulkhead bulkhead) {
    return bulkhead != Bulkhead.CALLERS && connections.getAsInt() > maxConnections;
  }
}
