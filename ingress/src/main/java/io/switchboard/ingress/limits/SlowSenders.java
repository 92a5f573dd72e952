package io.switchboard.ingress.limits;

import io.switchboard.service.HealthChecks;
import io.switchboard.service.task.ScheduledTask;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections whose requests trickle in so slowly that the idle timeout never fires: from
 * its first byte on, a request (its head, its body, and the TLS handshake before) has to be
 * complete within the request time. Jetty's MinimumDataRateHandler measures bodies only, not heads.
 */
public final class SlowSenders implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SlowSenders.class);
  private final Duration requestTime;
  private final Supplier<? extends Iterable<? extends Connector>> connectors;
  private final ScheduledTask checks;
  private Map<EndPoint, Progress> progress = new HashMap<>();

  /**
   * How far a connection has come.
   *
   * @param requests complete heads so far
   * @param bytes what had come when that count was first seen
   * @param since when more than that was first seen, 0 for not yet
   */
  private record Progress(long requests, long bytes, long since) {
    Progress next(Connection connection, long now) {
      if (connection.getMessagesIn() != requests) {
        return new Progress(connection.getMessagesIn(), connection.getBytesIn(), 0);
      }
      return since == 0 && connection.getBytesIn() > bytes
          ? new Progress(requests, bytes, now)
          : this;
    }
  }

  /** Checks the connections every tenth of the request time. */
  public SlowSenders(
      Supplier<? extends Iterable<? extends Connector>> connectors,
      Duration requestTime,
      HealthChecks health) {
    this.connectors = connectors;
    this.requestTime = requestTime;
    var delay = Duration.ofMillis(Math.max(50, requestTime.toMillis() / 10));
    checks = ScheduledTask.withFixedDelay("slow-senders", health, delay, delay, this::check);
  }

  private void check() {
    try {
      var now = System.nanoTime();
      var next = new HashMap<EndPoint, Progress>();
      for (var connector : connectors.get()) {
        for (var endPoint : connector.getConnectedEndPoints()) {
          check(endPoint, now, next);
        }
      }
      progress = next;
    } catch (RuntimeException e) { // an exception would end the schedule
      LOG.warn("Cannot check for slow senders; checking again after the delay", e);
    }
  }

  private void check(EndPoint endPoint, long now, Map<EndPoint, Progress> next) {
    var connection = http(endPoint.getConnection());
    if (connection == null) {
      return;
    }
    var before = progress.getOrDefault(endPoint, new Progress(0, 0, 0));
    var after = before.next(connection, now);
    if (after.since() != 0 && now - after.since() > requestTime.toNanos()) {
      LOG.debug("a sender was too slow and is cut off");
      endPoint.close();
    } else {
      next.put(endPoint, after);
    }
  }

  private static Connection http(Connection connection) {
    return connection instanceof SslConnection ssl
            && ssl.getSslEndPoint().getConnection() != null
            && ssl.getSslEndPoint().getConnection().getBytesIn() > 0
        ? ssl.getSslEndPoint().getConnection()
        : connection;
  }

  @Override
  public void close() {
    checks.close();
  }
}
