package io.switchboard.bench.machine;

import io.lettuce.core.RedisURI;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.Environment;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The given servers, by {@code KAFKA_BOOTSTRAP_SERVERS}, {@code DATABASE_URL} and {@code
 * REDIS_URL}; the others are embedded. A bench puts full load on them, so servers on other machines
 * have to be allowed by name.
 *
 * @param variables the given variables, including Kafka's client properties
 */
public record ServerAddresses(Map<String, String> variables) {
  private static final String KAFKA = "KAFKA_BOOTSTRAP_SERVERS";
  private static final String DATABASE = "DATABASE_URL";
  private static final String REDIS = "REDIS_URL";

  /**
   * Reads them from an environment.
   *
   * @param allowed hosts other than this machine that may be loaded
   * @throws IllegalArgumentException naming the host that is not allowed
   */
  public static ServerAddresses read(Map<String, String> environment, Collection<String> allowed) {
    var addresses =
        new ServerAddresses(
            environment.entrySet().stream()
                .filter(
                    entry ->
                        entry.getKey().startsWith("KAFKA_")
                            || entry.getKey().startsWith(DATABASE)
                            || entry.getKey().startsWith(REDIS))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    for (var host : addresses.hosts()) {
      if (!allowed.contains(host) && !isLoopback(host)) {
        throw new IllegalArgumentException(
            host
                + " is on another machine, and a bench puts full load on its servers; to allow this, add --on "
                + host);
      }
    }
    return addresses;
  }

  /** The brokers, if given. */
  public Optional<String> kafka() {
    return text(KAFKA);
  }

  /** The database, if given. */
  public Optional<String> database() {
    return text(DATABASE);
  }

  /** Redis, if given. */
  public Optional<String> redis() {
    return text(REDIS);
  }

  /** Kafka's client properties as variables, for example for authentication. */
  public Map<String, String> kafkaVariables() {
    return variables.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("KAFKA_"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private Optional<String> text(String name) {
    return new Environment(variables).text(name);
  }

  private List<String> hosts() {
    var hosts = new ArrayList<String>();
    kafka().ifPresent(all -> List.of(all.split(",", -1)).forEach(one -> hosts.add(host(one))));
    database()
        .map(DatabaseSettings::parse)
        .ifPresent(settings -> settings.addresses().forEach(address -> hosts.add(host(address))));
    redis().ifPresent(url -> hosts.add(String.valueOf(RedisURI.create(url).getHost())));
    return hosts;
  }

  private static String host(String server) {
    return server.strip().replaceFirst(":\\d+$", "").replaceAll("[\\[\\]]", "");
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false; // an unknown address is not this machine's
    }
  }
}
