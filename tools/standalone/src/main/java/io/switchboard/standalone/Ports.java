package io.switchboard.standalone;

import java.util.ArrayList;
import java.util.List;

/**
 * The ports on the loopback address.
 *
 * @param issuer of the simulated tenant, in the shape that NICE publishes
 * @param management of the five services and the console, in the order of {@link ServiceCatalog}
 * @param controller the broker's second port
 */
public record Ports(
    int http,
    int tls,
    int console,
    int tenant,
    int issuer,
    List<Integer> management,
    int kafka,
    int controller,
    int postgres,
    int redis) {

  /** The last port at which a block may start: it reaches 31 further. */
  public static final int HIGHEST_BASE = 65_504;

  public Ports {
    management = List.copyOf(management);
  }

  /** The default ports of documents and examples. */
  public static Ports usual() {
    return new Ports(
        8080,
        8443,
        8081,
        8082,
        8083,
        List.of(8090, 8091, 8092, 8093, 8094, 8095),
        9092,
        9093,
        15_432,
        16_379);
  }

  /** A block of ports from {@code base} on, so that several can run on one machine. */
  public static Ports from(int base) {
    if (base < 1024 || base > HIGHEST_BASE) {
      throw new IllegalArgumentException(
          "--port-base must be from 1024 to " + HIGHEST_BASE + ", not " + base);
    }
    var management = new ArrayList<Integer>();
    for (var offset = 10; offset < 16; offset++) {
      management.add(base + offset);
    }
    return new Ports(
        base,
        base + 3,
        base + 1,
        base + 2,
        base + 4,
        management,
        base + 20,
        base + 21,
        base + 30,
        base + 31);
  }

  /** The same with other ports for ingress. */
  public Ports withIngress(int otherHttp, int otherTls) {
    return new Ports(
        otherHttp,
        otherTls,
        console,
        tenant,
        issuer,
        management,
        kafka,
        controller,
        postgres,
        redis);
  }
}
