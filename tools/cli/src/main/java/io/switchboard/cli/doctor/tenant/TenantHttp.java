package io.switchboard.cli.doctor.tenant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.switchboard.cli.doctor.rules.tenant.Reply;
import io.switchboard.cli.doctor.rules.tenant.Reply.Content;
import io.switchboard.cli.doctor.rules.tenant.access.IssuerReachable.Connection;
import io.switchboard.contract.json.Json;
import io.switchboard.contract.phone.Mask;
import io.switchboard.cxone.http.Failure;
import io.switchboard.cxone.http.HttpTransport;
import io.switchboard.cxone.http.HttpTransport.Exchange;
import io.switchboard.cxone.profile.Api;
import io.switchboard.cxone.settings.CxoneSettings;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * Sends the requests of the checks and shows each response as it is. A request that is answered 429
 * is sent again twice; how often that happened is counted.
 */
final class TenantHttp implements AutoCloseable {
  /** Of one request; a check may send several. */
  static final Duration TIMEOUT = Duration.ofSeconds(4);

  private static final int ATTEMPTS = 3;
  private static final Duration PAUSE = Duration.ofMillis(400);
  private static final int THROTTLED = 429;
  private static final int PROXY_LOGIN = 407;
  private static final int MAX_ERROR = 120;

  private final HttpTransport transport;
  private final Api api;
  private int requests;
  private int throttled;

  TenantHttp(CxoneSettings settings) {
    transport = new HttpTransport(withTimeouts(settings));
    api = settings.profile().api();
  }

  private static CxoneSettings withTimeouts(CxoneSettings given) {
    return new CxoneSettings(
        given.baseUrl(),
        given.voiceUrl(),
        given.credentials(),
        given.values(),
        given.profile(),
        given.rateLimit(),
        given.http1(),
        TIMEOUT,
        TIMEOUT);
  }

  /**
   * A response.
   *
   * @param body a missing node when it is no JSON
   * @param date of the server, by its header
   */
  record Response(Reply reply, JsonNode body, Optional<Instant> date, Connection connection) {}

  Response send(HttpRequest.Builder request) throws InterruptedException {
    request.setHeader("Accept", "application/json");
    for (var attempt = 1; ; attempt++) {
      requests++;
      var response = response(transport.send(request.copy()));
      if (response.reply().status() != THROTTLED) {
        return response;
      }
      throttled++;
      if (attempt == ATTEMPTS) {
        return response;
      }
      Thread.sleep(PAUSE.multipliedBy(attempt));
    }
  }

  /** Requests sent so far. */
  int requests() {
    return requests;
  }

  /** Those of them that were answered 429. */
  int throttled() {
    return throttled;
  }

  private Response response(Exchange exchange) {
    return switch (exchange) {
      case Exchange.Failed(var failure, var detail) -> {
        var connection = connection(failure, detail);
        yield new Response(
            Reply.none(words(connection)), MissingNode.getInstance(), Optional.empty(), connection);
      }
      case Exchange.Received(var status, var headers, var bytes, _) -> {
        var body = json(bytes);
        var reply = new Reply(status, content(headers, bytes, body), error(status, body, headers));
        var proxy = status == PROXY_LOGIN;
        yield new Response(
            reply,
            body,
            date(headers),
            proxy ? Connection.PROXY_DEMANDS_LOGIN : Connection.ANSWERED);
      }
    };
  }

  private static Connection connection(Failure failure, String detail) {
    if (detail.startsWith("SSLHandshake")) {
      return Connection.UNTRUSTED_CERTIFICATE;
    }
    if (detail.startsWith("SSL")) {
      return Connection.TLS_FAILED;
    }
    return switch (failure) {
      case UNREACHABLE -> detail.contains("Timeout") ? Connection.TIMEOUT : Connection.REFUSED;
      case TIMEOUT -> Connection.TIMEOUT;
      default -> Connection.BROKEN;
    };
  }

  private static String words(Connection connection) {
    return switch (connection) {
      case UNTRUSTED_CERTIFICATE -> "its certificate is not trusted";
      case TLS_FAILED -> "the TLS handshake fails";
      case TIMEOUT -> "no answer within " + TIMEOUT.toSeconds() + " s";
      case REFUSED -> "connection refused";
      case ANSWERED, UNKNOWN_HOST, PROXY_DEMANDS_LOGIN, BROKEN -> "the connection breaks";
    };
  }

  private static JsonNode json(byte[] body) {
    try {
      var read = Json.mapper().readTree(new String(body, StandardCharsets.UTF_8));
      return read == null ? MissingNode.getInstance() : read;
    } catch (JsonProcessingException _) {
      return MissingNode.getInstance(); // a web page or another text: the content says so
    }
  }

  private static Content content(HttpHeaders headers, byte[] bytes, JsonNode body) {
    if (body.isContainerNode()) {
      return Content.JSON;
    }
    var text = new String(bytes, StandardCharsets.UTF_8).strip().toLowerCase(Locale.ROOT);
    if (text.isEmpty()) {
      return Content.EMPTY;
    }
    var type = headers.firstValue("Content-Type").orElse("");
    return type.contains("html") || text.startsWith("<!doctype html") || text.startsWith("<html")
        ? Content.WEB_PAGE
        : Content.OTHER;
  }

  /** The tenant's own words, in any of the profile's spellings; numbers in them are masked. */
  private String error(int status, JsonNode body, HttpHeaders headers) {
    if (status < 400) {
      return "";
    }
    var said =
        api.errorText().stream()
            .map(field -> body.path(field).asText(""))
            .filter(text -> !text.isBlank())
            .findFirst();
    var code = body.path("error").asText("");
    var header = Optional.ofNullable(api.errorHeader()).flatMap(headers::firstValue);
    var text = said.or(() -> header).orElse("");
    var all = code.isEmpty() || text.contains(code) ? text : code + ": " + text;
    var masked = Mask.text(all.replaceAll("\\s+", " ").strip());
    return masked.length() > MAX_ERROR ? masked.substring(0, MAX_ERROR) + "…" : masked;
  }

  private static Optional<Instant> date(HttpHeaders headers) {
    try {
      return headers
          .firstValue("Date")
          .map(text -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
    } catch (DateTimeParseException _) {
      return Optional.empty(); // no usable Date: the check says that it did not compare
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
