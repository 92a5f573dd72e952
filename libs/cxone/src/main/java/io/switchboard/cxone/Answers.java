package io.switchboard.cxone;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.cxone.CxoneAnswer.Confirmed;
import io.switchboard.cxone.CxoneAnswer.Conflict;
import io.switchboard.cxone.CxoneAnswer.Forbidden;
import io.switchboard.cxone.CxoneAnswer.Refused;
import io.switchboard.cxone.CxoneAnswer.Trouble;
import io.switchboard.cxone.CxoneAnswer.TryAgain;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells what an HTTP answer means. Pure. */
final class Answers {
  private Answers() {}

  /** By the profile's own test of success. */
  static CxoneAnswer of(Wire.Exchange exchange, CxoneProfile.Endpoint endpoint, Instant now) {
    return switch (exchange) {
      case Wire.Exchange.Failed(var trouble, var detail) -> new TryAgain(0, trouble, null, detail);
      case Wire.Exchange.Received received
          when endpoint.doneStatuses().contains(received.status()) ->
          new Confirmed(received.status());
      case Wire.Exchange.Received received -> of(received, endpoint, now);
    };
  }

  private static CxoneAnswer of(
      Wire.Exchange.Received received, CxoneProfile.Endpoint endpoint, Instant now) {
    if (received.status() < 200 || received.status() > 299) {
      return byStatus(received, now);
    }
    if (received.cut() || isWebPage(received)) {
      return again(received, Trouble.UNREADABLE, "not CXone's answer");
    }
    var body = Bodies.json(received);
    return endpoint.errorFields().stream().anyMatch(field -> tellsOfAnError(body.path(field)))
        ? again(received, Trouble.ERROR_BODY, Bodies.excerpt(received))
        : new Confirmed(received.status());
  }

  /** By the status alone. */
  static CxoneAnswer byStatus(Wire.Exchange.Received received, Instant now) {
    var status = received.status();
    return switch (status) {
      case 401, 403 -> new Forbidden(status, Bodies.excerpt(received));
      case 409 -> new Conflict(status, existingRecordId(received), Bodies.excerpt(received));
      case 408, 425 -> again(received, Trouble.TIMEOUT, "status " + status, now);
      case 429 -> again(received, Trouble.THROTTLED, "status 429", now);
      case 407 -> again(received, Trouble.UNREACHABLE, "the proxy wants to know who we are");
      default -> {
        if (status >= 500) {
          yield again(received, Trouble.SERVER_ERROR, "status " + status, now);
        }
        yield status >= 400
            ? new Refused(status, Bodies.excerpt(received))
            : again(received, Trouble.UNREADABLE, "status " + status + " is not followed");
      }
    };
  }

  private static @Nullable String existingRecordId(Wire.Exchange.Received received) {
    var id = Bodies.json(received).path("existingRecordId");
    return id.isValueNode() && !id.isNull() && !id.asText().isBlank() ? id.asText() : null;
  }

  private static TryAgain again(Wire.Exchange.Received received, Trouble trouble, String detail) {
    return new TryAgain(received.status(), trouble, null, detail);
  }

  private static TryAgain again(
      Wire.Exchange.Received received, Trouble trouble, String detail, Instant now) {
    Duration wait =
        received
            .headers()
            .firstValue("Retry-After")
            .flatMap(header -> RetryAfter.parse(header, now))
            .orElse(null);
    return new TryAgain(received.status(), trouble, wait, detail);
  }

  private static boolean isWebPage(Wire.Exchange.Received received) {
    var type = received.headers().firstValue("Content-Type").orElse("");
    return type.startsWith("text/html") || Bodies.excerpt(received).startsWith("<");
  }

  /** Null, false, 0, and empty lists, objects and texts are no errors. */
  private static boolean tellsOfAnError(JsonNode field) {
    if (field.isMissingNode() || field.isNull()) {
      return false;
    }
    if (field.isContainerNode()) {
      return !field.isEmpty();
    }
    return field.isTextual() ? !field.textValue().isBlank() : field.asBoolean();
  }
}
