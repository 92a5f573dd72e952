package io.switchboard.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests as no HTTP client would write them: nothing is smuggled behind another request, nothing
 * gets past the authentication, nothing hangs, and nothing is answered 5xx.
 */
class WireTest {
  private static final String TOKEN = "X-Webhook-Token: open sesame\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String BODY =
      "{\"phoneNumber\":\"+1\",\"eventName\":\"optOut\"}"; // 41 bytes
  private static final String HEAD = "POST /webhook/dnc HTTP/1.1\r\nHost: a\r\n" + TOKEN + JSON;

  /** A second request that must not be seen as one: it stands in the body of the first. */
  private static final String SMUGGLED =
      "POST /webhook/call-result HTTP/1.1\r\nHost: a\r\n"
          + TOKEN
          + JSON
          + "Content-Length: 49\r\n\r\n"
          + "{\"contactId\":\"smuggled\",\"dispositionCode\":\"1001\"}";

  private static RunningIngress ingress;

  @BeforeAll
  static void start() {
    ingress =
        RunningIngress.start(
            "WEBHOOK_HEADER", "X-Webhook-Token: open sesame", "API_KEYS", "a-long-key");
  }

  @AfterAll
  static void stop() {
    ingress.close();
  }

  static Stream<Arguments> ambiguous() {
    return Stream.of(
        Arguments.of(
            "two lengths", HEAD + "Content-Length: 41\r\nContent-Length: 0\r\n\r\n" + BODY),
        Arguments.of("lengths in a list", HEAD + "Content-Length: 41, 41\r\n\r\n" + BODY),
        Arguments.of("a signed length", HEAD + "Content-Length: +41\r\n\r\n" + BODY),
        Arguments.of("a negative length", HEAD + "Content-Length: -1\r\n\r\n" + BODY),
        Arguments.of("a length in hexadecimal", HEAD + "Content-Length: 0x29\r\n\r\n" + BODY),
        Arguments.of("a length that is none", HEAD + "Content-Length: \r\n\r\n" + BODY),
        Arguments.of(
            "a length beyond a long", HEAD + "Content-Length: 99999999999999999999\r\n\r\n" + BODY),
        Arguments.of(
            "length and chunks",
            HEAD + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED),
        Arguments.of(
            "chunks and length",
            HEAD + "Transfer-Encoding: chunked\r\nContent-Length: 41\r\n\r\n" + BODY),
        Arguments.of(
            "an unknown coding", HEAD + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SMUGGLED),
        Arguments.of(
            "chunked twice",
            HEAD + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n" + SMUGGLED),
        Arguments.of(
            "compressed and chunked",
            HEAD + "Transfer-Encoding: gzip, chunked\r\n\r\n29\r\n" + BODY + "\r\n0\r\n\r\n"),
        Arguments.of(
            "compressed and chunked in two lines",
            HEAD
                + "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n29\r\n"
                + BODY
                + "\r\n0\r\n\r\n"),
        Arguments.of(
            "chunked, but not last",
            HEAD + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + SMUGGLED),
        Arguments.of(
            "chunks in HTTP/1.0",
            HEAD.replace("HTTP/1.1", "HTTP/1.0")
                + "Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                + SMUGGLED),
        Arguments.of(
            "a blank before the colon",
            HEAD + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + SMUGGLED),
        Arguments.of(
            "a folded header", HEAD + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" + SMUGGLED),
        Arguments.of(
            "a chunk of no size", HEAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + BODY),
        Arguments.of(
            "a chunk beyond a long",
            HEAD + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n" + BODY),
        Arguments.of("a negative chunk", HEAD + "Transfer-Encoding: chunked\r\n\r\n-29\r\n" + BODY),
        Arguments.of("U+0000 in a header", HEAD + "X: a\0b\r\nContent-Length: 41\r\n\r\n" + BODY),
        Arguments.of(
            "a carriage return alone", HEAD + "X: a\rY: b\r\nContent-Length: 41\r\n\r\n" + BODY),
        Arguments.of("a header without a name", HEAD + ": x\r\nContent-Length: 41\r\n\r\n" + BODY),
        Arguments.of(
            "no host",
            "POST /webhook/dnc HTTP/1.1\r\n" + TOKEN + JSON + "Content-Length: 41\r\n\r\n" + BODY),
        Arguments.of("two hosts", HEAD + "Host: b\r\nContent-Length: 41\r\n\r\n" + BODY),
        Arguments.of("HTTP/0.9", "POST /webhook/dnc\r\n\r\n"),
        Arguments.of("HTTP/2 in the clear", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        Arguments.of("another version", "POST /webhook/dnc HTTP/7.1\r\nHost: a\r\n\r\n"),
        Arguments.of("TLS on the plain port", "\u0016\u0003\u0001\u0002\0\u0001\0"),
        Arguments.of("no HTTP at all", "hello\r\n\r\n"),
        Arguments.of("U+0000 in the path", "GET /livez\0 HTTP/1.1\r\nHost: a\r\n\r\n"),
        Arguments.of("half an escape in the path", "GET /dnc/%4 HTTP/1.1\r\nHost: a\r\n\r\n"),
        Arguments.of("an escape that is no UTF-8", "GET /dnc/%ff HTTP/1.1\r\nHost: a\r\n\r\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ambiguous")
  void shouldRefuseWhatCanBeReadInTwoWays(String what, String request) throws IOException {
    var statuses = statuses(exchange(request));

    assertThat(statuses).as(what).hasSizeLessThanOrEqualTo(1);
    assertThat(statuses)
        .as(what)
        .allMatch(status -> (status >= 400 && status < 500) || status == 505);
    assertThat(ingress.read(ingress.topics().callResults().name()).keyed("smuggled"))
        .as(what)
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/webhook/dnc",
        "/webhook/dnc/",
        "/webhook//dnc",
        "//webhook/dnc",
        "/webhook/dnc;a=b",
        "/webhook;a=b/dnc",
        "/webhook/dnc?x=/livez",
        "/livez/../webhook/dnc",
        "/livez/..;/webhook/dnc",
        "/livez/%2e%2e/webhook/dnc",
        "/webhook/%64nc",
        "/webhook%2Fdnc",
        "/webhook/dnc%00",
        "/WEBHOOK/DNC",
        "http://a/webhook/dnc",
        "http://elsewhere/webhook/dnc"
      })
  void shouldLetNoSpellingOfAPathPastTheAuthentication(String path) throws IOException {
    var head = "POST " + path + " HTTP/1.1\r\nHost: a\r\n" + JSON + "Content-Length: 41\r\n\r\n";

    assertThat(statuses(exchange(head + BODY))).singleElement().isIn(400, 401, 404, 405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dnc/+14155552671",
        "/dnc//+14155552671",
        "/dnc/+14155552671/",
        "/dnc/%2B14155552671",
        "/dnc/+14155552671;a=b",
        "/livez/../dnc/+14155552671",
        "/dnc/x%2F..%2F+14155552671"
      })
  void shouldLetNoSpellingOfALookupPastTheKey(String path) throws IOException {
    for (var method : List.of("GET", "HEAD")) {
      var answer = exchange(method + " " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(statuses(answer)).singleElement().isIn(400, 401, 404);
      assertThat(answer).doesNotContain("doNotCall");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "CONNECT", "OPTIONS", "PUT", "DELETE", "PATCH", "FOO", "post"})
  void shouldAnswerNoOtherMethod(String method) throws IOException {
    var answer =
        exchange(method + " /webhook/dnc HTTP/1.1\r\nHost: a\r\n" + TOKEN + "X-Secret: s\r\n\r\n");

    assertThat(statuses(answer)).singleElement().isIn(400, 404, 405, 501);
    assertThat(answer).doesNotContain("X-Secret").doesNotContain("open sesame");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "X-HTTP-Method-Override: GET\r\n",
        "Upgrade: h2c\r\n"
            + "Connection: Upgrade, HTTP2-Settings\r\n"
            + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n",
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n",
        "Forwarded: for=127.0.0.1\r\nX-Forwarded-Proto: https\r\n",
        "Expect: 100-continue\r\n",
        "Content-Encoding: \r\nIdempotency-Key: \u00e9\r\n",
        "traceparent: nonsense\r\n"
      })
  void shouldTakeOddButHarmlessHeadersAsAnyOther(String header) throws IOException {
    var answer = exchange(HEAD + header + "Content-Length: 41\r\n\r\n" + BODY);

    assertThat(statuses(answer)).last().isEqualTo(200);
  }

  @Test
  void shouldTakeChunks() throws IOException {
    var chunked = "Transfer-Encoding: Chunked\r\n\r\n29\r\n" + BODY + "\r\n0\r\n\r\n";

    assertThat(statuses(exchange(HEAD + chunked))).containsExactly(200);
  }

  @Test
  void shouldSayWhatToDoAboutHttp2ByPriorKnowledge() throws IOException {
    var answer = exchange("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 426")
        .contains("application/problem+json")
        .contains("configure the client for HTTP/1.1");
  }

  @Test
  void shouldSayWhatToDoAboutCompressedTransfer() throws IOException {
    var answer = exchange(HEAD + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400").contains("send the body uncompressed");
  }

  @Test
  void shouldAnswerEveryRequestOfAPipelineInItsOrder() throws IOException {
    var good = HEAD + "Content-Length: 41\r\n\r\n" + BODY;
    var bad = HEAD + "Content-Length: 2\r\n\r\n{}";

    assertThat(statuses(exchange(good + bad + good))).containsExactly(200, 400, 200);
  }

  @Test
  void shouldAnswerABodyThatIsTooLargeAndTheRequestBehindIt() throws IOException {
    var large = HEAD + "Content-Length: 3000000\r\n\r\n" + " ".repeat(3_000_000);
    var good = HEAD + "Content-Length: 41\r\n\r\n" + BODY;

    assertThat(statuses(exchange(large + good))).containsExactly(413, 200);
  }

  @Test
  void shouldNotReadTheBodyOfARefusedRequestAsTheNextOne() throws IOException {
    var unauthenticated =
        "POST /webhook/dnc HTTP/1.1\r\nHost: a\r\n"
            + JSON
            + "Content-Length: "
            + SMUGGLED.length()
            + "\r\n\r\n"
            + SMUGGLED;

    var answer = exchange(unauthenticated);

    assertThat(statuses(answer)).containsExactly(401);
    assertThat(answer).contains("Connection: close");
    assertThat(ingress.read(ingress.topics().callResults().name()).keyed("smuggled")).isEmpty();
  }

  /** Everything that is answered until the connection is closed. */
  private static String exchange(String request) throws IOException {
    try (var socket = new Socket("127.0.0.1", ingress.service().port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput(); // so that the server need not wait whether there is more
      socket.setSoTimeout(20_000);
      var all = new ByteArrayOutputStream();
      var buffer = new byte[8_192];
      try {
        for (var n = socket.getInputStream().read(buffer);
            n >= 0;
            n = socket.getInputStream().read(buffer)) {
          all.write(buffer, 0, n);
        }
      } catch (SocketTimeoutException e) {
        throw new AssertionError("it hangs: " + all, e);
      } catch (IOException _) {
        return all.toString(StandardCharsets.ISO_8859_1); // reset, for there was more to read
      }
      return all.toString(StandardCharsets.ISO_8859_1);
    }
  }

  private static List<Integer> statuses(String answers) {
    return Pattern.compile("HTTP/1\\.1 (\\d{3})")
        .matcher(answers)
        .results()
        .map(found -> Integer.valueOf(found.group(1)))
        .toList();
  }
}
