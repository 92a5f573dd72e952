package io.switchboard.ingress.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.util.URIUtil;
import org.jspecify.annotations.Nullable;

/**
 * What answers which method and path. A path is a fixed text or, as {@code /dnc/{number}}, ends
 * with a parameter; a fixed one goes first.
 */
final class Paths {
  private final Map<String, Map<String, Page>> fixed = new HashMap<>();
  private final Map<String, Map<String, Page>> parameterised = new HashMap<>();

  /** Answers one exchange. */
  @FunctionalInterface
  interface Page {
    void answer(Exchange exchange) throws java.io.IOException;
  }

  /** What was found for a request. */
  sealed interface Found {}

  /**
   * A page.
   *
   * @param parameter the path's parameter, decoded
   */
  record Here(Page page, @Nullable String parameter) implements Found {}

  /** The path is there, but not for this method. */
  record OtherMethods(Set<String> allowed) implements Found {}

  /** No such path. */
  record Nowhere() implements Found {}

  void add(String method, String path, Page page) {
    var brace = path.indexOf('{');
    (brace < 0 ? fixed : parameterised)
        .computeIfAbsent(brace < 0 ? path : path.substring(0, brace), _ -> new HashMap<>())
        .put(method, page);
  }

  /**
   * @param path as Jetty makes it canonical: nothing is encoded that need not be, no dots, no path
   *     parameters
   */
  Found find(String method, String path) {
    var plain =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    var here = fixed.getOrDefault(plain, Map.of());
    var slash = plain.lastIndexOf('/') + 1;
    var below = parameterised.getOrDefault(plain.substring(0, slash), Map.of());
    if (slash == plain.length()) {
      below = Map.of(); // nothing behind the slash
    }
    var asked = method.equals("HEAD") ? "GET" : method;
    var page = here.get(asked);
    if (page != null) {
      return new Here(page, null);
    }
    var parameterisedPage = below.get(asked);
    if (parameterisedPage != null) {
      return new Here(parameterisedPage, URIUtil.decodePath(plain.substring(slash)));
    }
    var allowed = new java.util.TreeSet<>(here.keySet());
    allowed.addAll(below.keySet());
    return allowed.isEmpty() ? new Nowhere() : new OtherMethods(allowed);
  }
}
