package io.switchboard.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.json.Json;
import io.switchboard.ingress.request.IngressRequest;
import io.switchboard.ingress.request.Route;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The routes of a fuzzer: the first byte of an input chooses one, the rest is the body. */
public final class FuzzedRoutes {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private List<Route> routes;

  public FuzzedRoutes(Route... routes) {
    this.routes = List.of(routes);
  }

  /**
   * Keeps the named route alone, so that the first byte chooses nothing.
   *
   * @param arguments of the fuzzer: nothing, or the name of a route
   */
  public void restrictTo(String[] arguments) {
    if (arguments.length > 0) {
      routes = routes.stream().filter(each -> each.wireName().equals(arguments[0])).toList();
      require(!routes.isEmpty(), "one of the routes");
    }
  }

  /** An input of at least one byte as a request. */
  public IngressRequest request(byte[] data) {
    return new IngressRequest(
        routes.get(Math.floorMod(data[0], routes.size())),
        Arrays.copyOfRange(data, 1, data.length),
        NOW,
        0,
        Optional.empty(),
        EventHeaders.newTraceparent(),
        null,
        null);
  }

  /** What another parser reads. */
  public static JsonNode json(byte[] bytes) {
    try {
      return Json.mapper().readTree(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("not held: JSON", e);
    }
  }

  /** Fails the input when a promise is not held. */
  public static void require(boolean held, String promise) {
    if (!held) {
      throw new IllegalStateException("not held: " + promise);
    }
  }
}
