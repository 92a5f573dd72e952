package io.switchboard.cxone.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.cxone.http.Failure;
import io.switchboard.cxone.http.HttpTransport;
import io.switchboard.cxone.http.JsonBodies;
import io.switchboard.cxone.http.RetryAfter;
import io.switchboard.cxone.profile.Api;
import io.switchboard.cxone.profile.Endpoint;
import io.switchboard.cxone.profile.SuccessRule;
import io.switchboard.cxone.read.ReadResult;
import io.switchboard.cxone.rest.CxoneAnswer.Confirmed;
import io.switchboard.cxone.rest.CxoneAnswer.Conflict;
import io.switchboard.cxone.rest.CxoneAnswer.Forbidden;
import io.switchboard.cxone.rest.CxoneAnswer.InDoubt;
import io.switchboard.cxone.rest.CxoneAnswer.ItemVerdict;
import io.switchboard.cxone.rest.CxoneAnswer.PerItem;
import io.switchboard.cxone.rest.CxoneAnswer.Refused;
import io.switchboard.cxone.rest.CxoneAnswer.TryAgain;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Decides what an HTTP response means. Pure. */
public final class ResponseClassifier {
  private static final String HTML = "text/html";
  private static final Api NO_TEXTS = new Api("", null, null, 1, List.of(), null);

  private ResponseClassifier() {}

  /** The result of a request, by the profile's definition of success. */
  public static CxoneAnswer of(
      HttpTransport.Exchange exchange, PreparedRequest request, Api api, Instant now) {
    var answer =
        switch (exchange) {
          case HttpTransport.Exchange.Failed(var failure, var detail) ->
              new TryAgain(0, failure, null, detail);
          case HttpTransport.Exchange.Received received
              when request.endpoint().doneStatuses().contains(received.status()) ->
              new Confirmed(received.status());
          case HttpTransport.Exchange.Received received -> of(received, request, api, now);
        };
    return byEndpoint(answer, request.endpoint());
  }

  private static CxoneAnswer byEndpoint(CxoneAnswer answer, Endpoint endpoint) {
    return switch (answer) {
      case TryAgain again when endpoint.onlyIfNotSent() && !again.notReceived() ->
          new InDoubt(again.status(), again.failure(), again.detail());
      case Refused(var status, var detail) when endpoint.isGone(status) ->
          new Forbidden(status, endpoint + " is not there: " + detail);
      case CxoneAnswer other -> other;
    };
  }

  private static CxoneAnswer of(
      HttpTransport.Exchange.Received received, PreparedRequest request, Api api, Instant now) {
    if (!isSuccess(received.status())) {
      return byStatus(received, api, now);
    }
    if (received.cut() || isWebPage(received)) {
      return again(received, Failure.UNREADABLE, "not a response of CXone");
    }
    var body = JsonBodies.json(received);
    if (body.isMissingNode() && isMeantAsJson(received)) {
      return again(received, Failure.UNREADABLE, "not the JSON that it begins as");
    }
    if (hasError(body, request.endpoint().errorFields())) {
      return again(received, Failure.ERROR_BODY, ErrorText.of(received, api));
    }
    var rule = request.endpoint().success();
    return rule == null
        ? new Confirmed(received.status())
        : byRule(received, body, rule, request, now);
  }

  private static CxoneAnswer byRule(
      HttpTransport.Exchange.Received received,
      JsonNode body,
      SuccessRule rule,
      PreparedRequest request,
      Instant now) {
    var contains = rule.contains();
    if (contains != null) {
      var empty = received.body().length == 0;
      return switch (ListSearch.of(body, empty, contains, request.values(), now)) {
        case FOUND -> new Confirmed(received.status());
        case NOT_FOUND -> again(received, Failure.UNCONFIRMED, "not found at " + contains.list());
        case UNREADABLE -> again(received, Failure.UNREADABLE, "no list at " + contains.list());
      };
    }
    var verdicts = ItemVerdicts.read(body, rule, request.numbers());
    return verdicts.stream().allMatch(ItemVerdict.Done.class::isInstance)
        ? new Confirmed(received.status())
        : new PerItem(received.status(), verdicts);
  }

  /** The result of a read: its body, or why there is none. */
  public static ReadResult read(HttpTransport.Exchange exchange, Api api, Instant now) {
    return switch (exchange) {
      case HttpTransport.Exchange.Failed(var failure, var detail) ->
          ReadResult.notSent(new TryAgain(0, failure, null, detail));
      case HttpTransport.Exchange.Received received -> {
        var body = JsonBodies.json(received);
        var headers = new TreeMap<String, String>();
        received
            .headers()
            .map()
            .forEach((name, all) -> headers.put(name.toLowerCase(Locale.ROOT), all.getFirst()));
        var readable = received.body().length == 0 || !body.isMissingNode();
        if (isSuccess(received.status()) && readable) {
          yield new ReadResult.Read(received.status(), body, headers);
        }
        var why =
            isSuccess(received.status())
                ? again(received, Failure.UNREADABLE, "not a response of CXone")
                : byStatus(received, api, now);
        yield new ReadResult.NotRead(why, isWebPage(received), body, headers);
      }
    };
  }

  /** Whether it is a 2xx status. */
  static boolean isSuccess(int status) {
    return status >= 200 && status <= 299;
  }

  /** The result of an unsuccessful request by its status alone, without a profile's error texts. */
  public static CxoneAnswer byStatus(HttpTransport.Exchange.Received received, Instant now) {
    return byStatus(received, NO_TEXTS, now);
  }

  /** The result of an unsuccessful request by its status alone. */
  public static CxoneAnswer byStatus(
      HttpTransport.Exchange.Received received, Api api, Instant now) {
    var status = received.status();
    return switch (status) {
      case 401, 403 -> new Forbidden(status, ErrorText.of(received, api));
      case 409 ->
          isWebPage(received)
              ? again(received, Failure.UNREADABLE, "status 409 with a web page")
              : new Conflict(status, existingRecordId(received), ErrorText.of(received, api));
      case 408, 425 -> again(received, Failure.TIMEOUT, "status " + status, now);
      case 429 -> again(received, Failure.THROTTLED, "status 429", now);
      case 407 -> again(received, Failure.UNREACHABLE, "the proxy requires authentication");
      default -> {
        if (status >= 500) {
          yield again(received, Failure.SERVER_ERROR, "status " + status, now);
        }
        if (status < 400) {
          yield again(received, Failure.UNREADABLE, "status " + status + " is not followed");
        }
        if (isWebPage(received)) { // a gateway or a wrong address: not final
          yield again(received, Failure.UNREADABLE, "status " + status + " with a web page");
        }
        yield ErrorOrigin.isApi(received, api)
            ? new Refused(status, ErrorText.of(received, api))
            : again(
                received,
                Failure.UNREADABLE,
                "status " + status + " of a gateway: " + ErrorText.of(received, api));
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
    var wait = RetryAfter.of(received.headers(), now).orElse(null);
    return new TryAgain(received.status(), failure, wait, detail);
  }

  /** Whether a web server or proxy answers in place of the API. */
  public static boolean isWebPage(HttpTransport.Exchange.Received received) {
    var type = received.headers().firstValue("Content-Type").orElse("");
    return type.regionMatches(true, 0, HTML, 0, HTML.length())
        || JsonBodies.excerpt(received).startsWith("<");
  }

  /** Whether it begins like an object or a list: it may tell of an error that cannot be read. */
  private static boolean isMeantAsJson(HttpTransport.Exchange.Received received) {
    var excerpt = JsonBodies.excerpt(received);
    return excerpt.startsWith("{") || excerpt.startsWith("[");
  }

  /** Whether a body tells of an error, or an element of it when it is a list. */
  private static boolean hasError(JsonNode body, Set<String> fields) {
    for (var element : body) {
      if (body.isArray() && element.isObject() && hasError(element, fields)) {
        return true;
      }
    }
    return fields.stream().anyMatch(field -> isError(body.path(field)));
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
