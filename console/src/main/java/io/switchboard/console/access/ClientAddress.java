package io.switchboard.console.access;

import io.javalin.http.Context;
import io.switchboard.console.access.TrustedProxy.Range;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;

/**
 * The address that a login counts for. Behind a proxy it is the last one of {@code
 * X-Forwarded-For}: this one the proxy has appended itself, the others anybody may have sent.
 *
 * @param proxies whose header is believed
 */
public record ClientAddress(List<Range> proxies) {
  private static final String HEADER = "X-Forwarded-For";

  public ClientAddress {
    proxies = List.copyOf(proxies);
  }

  /** The address of who sent this request. */
  public String of(Context context) {
    return of(context.ip(), Collections.list(context.req().getHeaders(HEADER)));
  }

  /**
   * The same.
   *
   * @param remote the other end of the connection
   * @param forwarded the header's lines: a proxy appends to the last one, or adds one
   */
  String of(String remote, List<String> forwarded) {
    var last = String.join(",", forwarded).replaceFirst("^.*,", "").strip();
    try {
      var connected = InetAddress.ofLiteral(remote);
      return proxies.stream().anyMatch(range -> range.contains(connected))
          ? InetAddress.ofLiteral(last).getHostAddress()
          : remote;
    } catch (IllegalArgumentException _) {
      return remote; // the proxy has sent no address
    }
  }
}
