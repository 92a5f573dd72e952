package io.switchboard.cxone.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.cxone.http.Failure;
import io.switchboard.cxone.http.HttpTransport;
import io.switchboard.cxone.http.JsonBodies;
import io.switchboard.cxone.http.RetryAfter;
import io.switchboard.cxone.profile.CxoneProfile;
import io.switchboard.cxone.rest.CxoneAnswer.Confirmed;
import io.switchboard.cxone.rest.CxoneAnswer.Conflict;
import io.switchboard.cxone.rest.CxoneAnswer.Forbidden;
import io.switchboard.cxone.rest.CxoneAnswer.Refused;
import io.switchboard.cxone.rest.CxoneAnswer.TryAgain;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides what an HTTP response means. Pure. */
public final class ResponseClassifier {
  private ResponseClassifier() {}

  /** The result of a request, by the profile's definition of success. */
  public static CxoneAnswer of(
      HttpTransport.Exchange exchange, CxoneProfile.Endpoint endpoint, Instant now) {
    return switch (exchange) {
      case HttpTransport.Exchange.Failed(var failure, var detail) ->
          new TryAgain(0, failure, null, detail);
      case HttpTransport.Exchange.Received received
          when endpoint.doneStatuses().contains(received.status()) ->
          new Confirmed(received.status());
      case HttpTransport.Exchange.Received received -> of(received, endpoint, now);
    };
  }

  private static CxoneAnswer of(
      HttpTransport.Exchange.Received received, CxoneProfile.Endpoint endpoint, Instant now) {
    if (received.status() < 200 || received.status() > 299) {
      return byStatus(received, now);
    }
    if (received.cut() || isWebPage(received)) {
      return again(received, Failure.UNREADABLE, "not a response of CXone");
    }
    var body = JsonBodies.json(received);
    return endpoint.errorFields().stream().anyMatch(field -> isError(body.path(field)))
        ? again(received, Failure.ERROR_BODY, JsonBodies.excerpt(received))
        : new Confirmed(received.status());
  }

  /** The result of an unsuccessful request by its status alone. */
  public static CxoneAnswer byStatus(HttpTransport.Exchange.Received received, Instant now) {
    var status = received.status();
    return switch (status) {
      case 401, 403 -> new Forbidden(status, JsonBodies.excerpt(received));
      case 409 -> new Conflict(status, existingRecordId(received), JsonBodies.excerpt(received));
      case 408, 425 -> again(received, Failure.TIMEOUT, "status " + status, now);
      case 429 -> again(received, Failure.THROTTLED, "status 429", now);
      case 407 -> again(received, Failure.UNREACHABLE, "the proxy requires authentication");
      default -> {
        if (status >= 500) {
          yield again(received, Failure.SERVER_ERROR, "status " + status, now);
        }
        yield status >= 400
            ? new Refused(status, JsonBodies.excerpt(received))
            : again(received, Failure.UNREADABLE, "status " + status + " is not followed");
      }
    };
  }

  private static @Nullable String existingRecordId(HttpTransport.Exchange.Received received) {
    var id = JsonBodies.json(received).path("existingRecordId");
    return id.isValueNode() && !id.isNull() && !id.asText().isBlank() ? id.asText() : null;
  }

  private static TryAgain again(
      HttpTransport.Exchange.Received received, Failure failure, String detail) {
    return new TryAgain(received.status(), failure, null, detail);
  }

  private static TryAgain again(
      HttpTransport.Exchange.Received received, Failure failure, String detail, Instant now) {
    Duration wait =
        received
            .headers()
            .firstValue("Retry-After")
            .flatMap(header -> RetryAfter.parse(header, now))
            .orElse(null);
    return new TryAgain(received.status(), failure, wait, detail);
  }

  private static boolean isWebPage(HttpTransport.Exchange.Received received) {
    var type = received.headers().firstValue("Content-Type").orElse("");
    return type.startsWith("text/html") || JsonBodies.excerpt(received).startsWith("<");
  }

  /** Null, false, 0 and empty lists, objects and strings are no errors. */
  private static boolean isError(JsonNode field) {
    if (field.isMissingNode() || field.isNull()) {
      return false;
    }
    if (field.isContainerNode()) {
      return !field.isEmpty();
    }
    return field.isTextual() ? !field.textValue().isBlank() : field.asBoolean();
  }
}
