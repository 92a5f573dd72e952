package io.switchboard.tenant;

import io.switchboard.tenant.traffic.TrafficOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a simulated tenant starts.
 *
 * @param host address to listen on
 * @param port port for HTTP and WebSocket together; 0 takes a free one
 * @param clientId the only client id that gets a token; any when null
 * @param clientSecret its secret; any when null
 * @param tokenLife what {@code expires_in} says and how long a token really lives
 * @param journalCapacity requests remembered; the oldest are forgotten first
 * @param seed decides which requests a fault with a share hits
 * @param traffic the calls to play, or null for a tenant that only listens
 */
public record TenantOptions(
    String host,
    int port,
    @Nullable String clientId,
    @Nullable String clientSecret,
    Duration tokenLife,
    int journalCapacity,
    long seed,
    @Nullable TrafficOptions traffic) {

  public TenantOptions {
    if (tokenLife.isNegative() || tokenLife.isZero()) {
      throw new IllegalArgumentException("a token lives longer than nothing");
    }
    if (journalCapacity < 1) {
      throw new IllegalArgumentException("the journal remembers at least one request");
    }
  }

  /** A quiet tenant on 127.0.0.1 that gives any client an hour's token. */
  public static TenantOptions onPort(int port) {
    return new TenantOptions("127.0.0.1", port, null, null, Duration.ofHours(1), 100_000, 1, null);
  }

  /** The same with only this client being given tokens. */
  public TenantOptions withClient(String id, String secret) {
    return new TenantOptions(host, port, id, secret, tokenLife, journalCapacity, seed, traffic);
  }

  /** The same with another token life. */
  public TenantOptions withTokenLife(Duration life) {
    return new TenantOptions(
        host, port, clientId, clientSecret, life, journalCapacity, seed, traffic);
  }

  /** The same with calls being played. */
  public TenantOptions withTraffic(TrafficOptions calls) {
    return new TenantOptions(
        host, port, clientId, clientSecret, tokenLife, journalCapacity, seed, calls);
  }

  @Override
  public String toString() {
    return "TenantOptions[" + host + ":" + port + "]";
  }
}
