package io.switchboard.tenant;

import io.switchboard.tenant.nice.NiceOptions;
import io.switchboard.tenant.traffic.TrafficOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The options of a simulated tenant.
 *
 * @param host address to listen on
 * @param port port for HTTP and WebSocket; 0 for a free one
 * @param clientId the only client id that gets a token; any when null
 * @param clientSecret its secret; any when null
 * @param tokenLife the value of {@code expires_in} and the life of a token
 * @param capacity so many requests, patched contacts and calls with variables are remembered each;
 *     the oldest are dropped first
 * @param seed of the faults with a share
 * @param traffic the calls to play, or null for none
 * @param nice for a tenant in the shape that NICE publishes; null for that of the tutorials
 */
public record TenantOptions(
    String host,
    int port,
    @Nullable String clientId,
    @Nullable String clientSecret,
    Duration tokenLife,
    int capacity,
    long seed,
    @Nullable TrafficOptions traffic,
    @Nullable NiceOptions nice) {

  public TenantOptions {
    if (tokenLife.isNegative() || tokenLife.isZero()) {
      throw new IllegalArgumentException("a token lives longer than nothing");
    }
    if (capacity < 1) {
      throw new IllegalArgumentException("a tenant remembers at least one request");
    }
  }

  /** A tenant on 127.0.0.1 without traffic that gives any client an hour's token. */
  public static TenantOptions onPort(int port) {
    return new TenantOptions(
        "127.0.0.1", port, null, null, Duration.ofHours(1), 100_000, 1, null, null);
  }

  /** As above, for this client only. */
  public TenantOptions withClient(String id, String secret) {
    return new TenantOptions(host, port, id, secret, tokenLife, capacity, seed, traffic, nice);
  }

  /** As above, but remembers this many requests, contacts and calls. */
  public TenantOptions withCapacity(int remembered) {
    return new TenantOptions(
        host, port, clientId, clientSecret, tokenLife, remembered, seed, traffic, nice);
  }

  /** As above, with another token life. */
  public TenantOptions withTokenLife(Duration life) {
    return new TenantOptions(
        host, port, clientId, clientSecret, life, capacity, seed, traffic, nice);
  }

  /** As above, with traffic. */
  public TenantOptions withTraffic(TrafficOptions calls) {
    return new TenantOptions(
        host, port, clientId, clientSecret, tokenLife, capacity, seed, calls, nice);
  }

  /** As above, in the shape that NICE publishes. */
  public TenantOptions withNice(NiceOptions shape) {
    return new TenantOptions(
        host, port, clientId, clientSecret, tokenLife, capacity, seed, traffic, shape);
  }

  @Override
  public String toString() {
    return "TenantOptions[" + host + ":" + port + "]";
  }
}
