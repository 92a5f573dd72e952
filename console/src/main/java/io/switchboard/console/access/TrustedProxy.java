package io.switchboard.console.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reverse proxy that has authenticated the person: its header is believed when the connection
 * comes from one of its addresses.
 *
 * @param header for example X-Forwarded-User
 * @param from address ranges in CIDR notation
 */
public record TrustedProxy(String header, List<Range> from) {
  public TrustedProxy {
    from = List.copyOf(from);
  }

  /** An address range: the first bits of an address. */
  public record Range(InetAddress address, int bits) {

    /** Reads 10.0.0.0/8, 192.0.2.7 or fd00::/8; throws IllegalArgumentException. */
    public static Range parse(String text) {
      var parts = text.strip().split("/", -1);
      if (!parts[0].matches("[0-9a-fA-F:.]+") || parts.length > 2) {
        throw new IllegalArgumentException("must be addresses such as 10.0.0.0/8");
      }
      try {
        var address = InetAddress.getByName(parts[0]); // digits only: no name is looked up
        var all = address.getAddress().length * 8;
        var bits = parts.length == 1 ? all : Integer.parseInt(parts[1]);
        if (bits < 0 || bits > all) {
          throw new IllegalArgumentException("must have 0 to " + all + " bits behind the slash");
        }
        return new Range(address, bits);
      } catch (UnknownHostException _) {
        throw new IllegalArgumentException("must be addresses such as 10.0.0.0/8");
      }
    }

    boolean contains(InetAddress other) {
      var mine = address.getAddress();
      var its = other.getAddress();
      if (mine.length != its.length) {
        return false;
      }
      var whole = bits / 8;
      if (!Arrays.equals(mine, 0, whole, its, 0, whole)) {
        return false;
      }
      var rest = bits % 8;
      return rest == 0 || ((mine[whole] ^ its[whole]) & 0xFF) >>> (8 - rest) == 0;
    }
  }

  /** The name that the proxy vouches for; nothing when the connection is not from the proxy. */
  public Optional<String> name(String remoteAddress, @Nullable String value) {
    return Optional.ofNullable(value)
        .map(String::strip)
        .filter(name -> !name.isEmpty() && name.length() <= 200)
        .filter(_ -> isFromProxy(remoteAddress));
  }

  private boolean isFromProxy(String remoteAddress) {
    try {
      var remote = InetAddress.getByName(remoteAddress);
      return from.stream().anyMatch(range -> range.contains(remote));
    } catch (UnknownHostException _) {
      return false; // no address, so not the proxy's
    }
  }
}
