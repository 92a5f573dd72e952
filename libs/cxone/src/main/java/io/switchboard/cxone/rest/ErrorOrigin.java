package io.switchboard.cxone.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.cxone.http.HttpTransport.Exchange.Received;
import io.switchboard.cxone.http.JsonBodies;
import io.switchboard.cxone.profile.Api;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells a 4xx of the API from one of a gateway, proxy or load balancer before it. Only the former
 * is a verdict on the request: the others say that the request has not reached the API. Pure.
 */
final class ErrorOrigin {
  /** Fields that hold an error's text in any API. */
  private static final Set<String> TEXTS =
      Set.of(
          "error",
          "errors",
          "errorCode",
          "errorMessage",
          "errorDescription",
          "error_description",
          "error_Description",
          "message",
          "detail",
          "details",
          "title",
          "reason",
          "description",
          "existingRecordId");

  /** What gateways and frameworks write when no route leads to the API. */
  private static final List<String> NO_ROUTE =
      List.of(
          "no route matched",
          "missing authentication token",
          "unable to match incoming request to an operation",
          "no matching resource found",
          "no static resource",
          "no handler found for",
          "no http resource was found",
          "method does not exist",
          "route_not_found",
          "route post:/",
          "route patch:/",
          "route delete:/",
          "cannot post /",
          "cannot patch /",
          "cannot delete /");

  /** The phrases of 4xx statuses, in letters only, and what frameworks write for no message. */
  private static final Set<String> PHRASES =
      Set.of(
          "",
          "badrequest",
          "notfound",
          "resourcenotfound",
          "methodnotallowed",
          "notallowed",
          "notacceptable",
          "gone",
          "lengthrequired",
          "preconditionfailed",
          "contenttoolarge",
          "payloadtoolarge",
          "requestentitytoolarge",
          "uritoolong",
          "requesturitoolong",
          "unsupportedmediatype",
          "misdirectedrequest",
          "unprocessableentity",
          "unprocessablecontent",
          "nomessageavailable");

  private static final Set<String> AZURE = Set.of("statusCode", "message");

  private ErrorOrigin() {}

  /**
   * Whether the API itself says this: JSON that names an error by more than the status. Without a
   * body, or with the status alone, it may be of a gateway: Envoy's and Spring's "no route".
   */
  static boolean isApi(Received received, Api api) {
    var header = api.errorHeader();
    if (header != null && received.headers().firstValue(header).isPresent()) {
      return true;
    }
    if (received.cut() || isOfProxy(received)) {
      return false;
    }
    var body = JsonBodies.json(received);
    return namesError(body, api, received.status()) && !isOfGateway(body);
  }

  /** By what proxies add to answers that they write themselves. */
  private static boolean isOfProxy(Received received) {
    var headers = received.headers();
    return headers.firstValue("Proxy-Status").filter(it -> it.contains("error=")).isPresent()
        || headers.firstValue("X-Squid-Error").isPresent()
        || (headers.firstValue("X-Kong-Response-Latency").isPresent()
            && headers.firstValue("X-Kong-Upstream-Latency").isEmpty());
  }

  private static boolean namesError(JsonNode body, Api api, int status) {
    var first = body.isArray() ? body.path(0) : body;
    return Stream.concat(TEXTS.stream(), api.errorText().stream())
        .anyMatch(field -> saysMore(first.path(field), status));
  }

  /** Whether any text or number in it says more than the status. */
  private static boolean saysMore(JsonNode node, int status) {
    if (node.isContainerNode()) {
      return node.valueStream().anyMatch(element -> saysMore(element, status));
    }
    var words = node.asText("").replace(String.valueOf(status), "").toLowerCase(Locale.ROOT);
    return !PHRASES.contains(words.replaceAll("[\\s\\p{Punct}]+", ""));
  }

  private static boolean isOfGateway(JsonNode body) {
    var fields = new HashSet<String>();
    body.fieldNames().forEachRemaining(fields::add);
    var texts = List.of(text(body, "message"), text(body, "description"), text(body, "detail"));
    return fields.equals(AZURE)
        || texts.stream().anyMatch(text -> NO_ROUTE.stream().anyMatch(text::contains));
  }

  private static String text(JsonNode body, String field) {
    return body.path(field).asText("").toLowerCase(Locale.ROOT);
  }
}
