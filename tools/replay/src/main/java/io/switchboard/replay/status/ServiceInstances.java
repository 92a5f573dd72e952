package io.switchboard.replay.status;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The management addresses of one service's instances. A setting lists several addresses separated
 * by commas, or has one host name that stands for several instances, as a headless Service of
 * Kubernetes or an alias of Docker does.
 */
record ServiceInstances(List<URI> addresses) {
  /** Finds the addresses of a host name. */
  @FunctionalInterface
  interface HostNames {
    List<InetAddress> addresses(String host) throws UnknownHostException;
  }

  /** The system's resolver. */
  static final HostNames SYSTEM = host -> Arrays.asList(InetAddress.getAllByName(host));

  /** The instances of a setting, for example {@code http://a:8090,http://b:8090}. */
  static ServiceInstances of(String setting, HostNames names) {
    return new ServiceInstances(
        Arrays.stream(setting.split(",", -1))
            .map(String::strip)
            .filter(address -> !address.isEmpty())
            .map(URI::create)
            .flatMap(address -> expanded(address, names))
            .distinct()
            .toList());
  }

  /** A name of one instance, or of this machine, stays; so does one that cannot be resolved. */
  private static Stream<URI> expanded(URI address, HostNames names) {
    try {
      var found = names.addresses(address.getHost());
      return found.size() < 2 || found.stream().anyMatch(InetAddress::isLoopbackAddress)
          ? Stream.of(address)
          : found.stream().map(InetAddress::getHostAddress).sorted().map(host -> at(address, host));
    } catch (UnknownHostException _) {
      return Stream.of(address);
    }
  }

  /**
   * The addresses at which members of the service's consumer group would answer, if they have the
   * same management port: those that are no address of {@code this}.
   *
   * @param hosts of the members, as the brokers see them
   */
  List<URI> elsewhere(Set<String> hosts, HostNames names) {
    if (addresses.isEmpty()) {
      return List.of();
    }
    var known = new LinkedHashSet<String>();
    for (var address : addresses) {
      known.add(address.getHost());
      try {
        names.addresses(address.getHost()).forEach(found -> known.add(found.getHostAddress()));
      } catch (UnknownHostException _) {
        continue; // no address of a member can be this one
      }
    }
    return hosts.stream()
        .filter(host -> !known.contains(host))
        .sorted()
        .map(host -> at(addresses.getFirst(), host))
        .toList();
  }

  private static URI at(URI address, String host) {
    var written = host.contains(":") ? "[" + host + "]" : host;
    return URI.create(address.getScheme() + "://" + written + ":" + address.getPort());
  }
}
