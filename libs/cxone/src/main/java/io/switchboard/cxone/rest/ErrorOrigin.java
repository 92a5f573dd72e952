package io.switchboard.cxone.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.cxone.http.HttpTransport.Exchange.Received;
import io.switchboard.cxone.http.JsonBodies;
import io.switchboard.cxone.profile.Api;
import java.util.ArrayList;
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

  /** What gateways write when no route leads to the API: Kong, AWS, Azure, WSO2. */
  private static final List<String> NO_ROUTE =
      List.of(
          "no route matched",
          "missing authentication token",
          "unable to match incoming request to an operation",
          "no matching resource found");

  private static final Set<String> AZURE = Set.of("statusCode", "message");

  private ErrorOrigin() {}

  /** Whether the API itself says this: nothing at all, or JSON that names an error. */
  static boolean isApi(Received received, Api api) {
    var header = api.errorHeader();
    if (header != null && received.headers().firstValue(header).isPresent()) {
      return true;
    }
    if (received.cut() || isOfProxy(received)) {
      return false;
    }
    if (JsonBodies.excerpt(received).isEmpty()) {
      return true;
    }
    var body = JsonBodies.json(received);
    return body.isContainerNode()
        && (body.isEmpty() || namesError(body, api))
        && !isOfGateway(body, received);
  }

  /** By what proxies add to answers that they write themselves. */
  private static boolean isOfProxy(Received received) {
    var headers = received.headers();
    return headers.firstValue("Proxy-Status").filter(it -> it.contains("error=")).isPresent()
        || headers.firstValue("X-Squid-Error").isPresent()
        || (headers.firstValue("X-Kong-Response-Latency").isPresent()
            && headers.firstValue("X-Kong-Upstream-Latency").isEmpty());
  }

  private static boolean namesError(JsonNode body, Api api) {
    var first = body.isArray() ? body.path(0) : body;
    return Stream.concat(TEXTS.stream(), api.errorText().stream())
        .map(first::path)
        .anyMatch(text -> text.isContainerNode() ? !text.isEmpty() : !text.asText("").isBlank());
  }

  private static boolean isOfGateway(JsonNode body, Received received) {
    var fields = new ArrayList<String>();
    body.fieldNames().forEachRemaining(fields::add);
    var message = text(body, "message");
    var description = text(body, "description");
    return NO_ROUTE.stream().anyMatch(it -> message.contains(it) || description.contains(it))
        || Set.copyOf(fields).equals(AZURE)
        || (fields.equals(List.of("message"))
            && message.equals("not found")
            && received.headers().firstValue("apigw-requestid").isPresent());
  }

  private static String text(JsonNode body, String field) {
    return body.path(field).asText("").toLowerCase(Locale.ROOT);
  }
}
