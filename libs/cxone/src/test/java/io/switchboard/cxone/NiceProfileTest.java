package io.switchboard.cxone;

import static io.switchboard.cxone.HostileServer.reply;
import static io.switchboard.cxone.NiceTenantServer.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.cxone.http.Failure;
import io.switchboard.cxone.read.Page;
import io.switchboard.cxone.read.ReadRequest;
import io.switchboard.cxone.read.ReadResult;
import io.switchboard.cxone.rest.CxoneAnswer;
import io.switchboard.cxone.rest.CxoneAnswer.Confirmed;
import io.switchboard.cxone.rest.CxoneAnswer.Forbidden;
import io.switchboard.cxone.rest.CxoneAnswer.InDoubt;
import io.switchboard.cxone.rest.CxoneAnswer.Refused;
import io.switchboard.cxone.rest.CxoneAnswer.TryAgain;
import io.switchboard.cxone.rest.CxoneCall;
import io.switchboard.cxone.rest.CxoneCall.OutboundContact;
import io.switchboard.cxone.rest.CxoneCall.Variable;
import io.switchboard.cxone.settings.CxoneSettings;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The profile nice over HTTP: tokens, discovery, requests, and a tenant that moves. */
class NiceProfileTest {
  private static final CxoneCall TAG = new CxoneCall.PatchContact("512", "do_not_call", "audit");
  private static final String GONE =
      "{\"error\":\"NotFound\",\"errorDescription\":\"no such path\"}";
  private static final CxoneCall SIGNAL =
      new CxoneCall.SetVariables(
          "512",
          List.of(
              new Variable("ivr_selection", "[\"1\",\"A\"]"),
              new Variable("ivr_status", "completed")));

  @Test
  void shouldGetATokenByPasswordGrantAndFindTheApi() throws Exception {
    try (var tenant = new NiceTenantServer((_, out) -> reply(out, 200, "{}"))) {
      var answer = send(tenant.settings(true), TAG);

      assertThat(answer).isEqualTo(new Confirmed(200));
      var token = tenant.issuer.seen().getFirst();
      assertThat(token.path()).isEqualTo("/auth/token");
      assertThat(token.body()).isEqualTo("grant_type=password&username=key&password=key%26secret");
      assertThat(token.headers().get("authorization"))
          .isEqualTo("Basic " + base64("app:app secret"));
      assertThat(tenant.issuer.seen().get(1).path())
          .isEqualTo("/.well-known/cxone-configuration?tenantId=tenant%201");
      var call = tenant.api.seen().getFirst();
      assertThat(call.method() + " " + call.path())
          .isEqualTo("POST " + ROOT + "/contacts/512/tags");
      assertThat(call.body()).isEqualTo("{\"tags\":[{\"tagId\":501}]}");
      assertThat(call.headers()).containsEntry("accept", "application/json");
      assertThat(call.bearer()).isEqualTo("Bearer t1");
    }
  }

  @Test
  void shouldGetATokenByTheAccessKeyWithoutAnApplication() throws Exception {
    try (var tenant = new NiceTenantServer((_, out) -> reply(out, 200, "{}"))) {
      var answer = send(tenant.settings(false), TAG);

      assertThat(answer).isEqualTo(new Confirmed(200));
      var token = tenant.issuer.seen().getFirst();
      assertThat(token.path()).isEqualTo("/authentication/v1/token/access-key");
      assertThat(token.body())
          .isEqualTo("{\"accessKeyId\":\"key\",\"accessKeySecret\":\"key&secret\"}");
      assertThat(token.headers()).doesNotContainKey("authorization");
    }
  }

  @Test
  void shouldSendASignalAsAQueryWithoutABody() throws Exception {
    try (var tenant = new NiceTenantServer((_, out) -> reply(out, 202, ""))) {
      var answer = send(tenant.settings(true), SIGNAL);

      assertThat(answer).isEqualTo(new Confirmed(202));
      var call = tenant.api.seen().getFirst();
      assertThat(call.path())
          .isEqualTo(
              ROOT
                  + "/interactions/512/signal?p1=switchboard&p2=completed"
                  + "&p3=%5B%221%22%2C%22A%22%5D");
      assertThat(call.body()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "429, TryAgain",
    "500, InDoubt",
    "502, InDoubt",
    "503, InDoubt",
    "504, InDoubt",
    "403, Forbidden"
  })
  void shouldNotRepeatASignalThatMayHaveBeenReceived(int status, String answer) throws Exception {
    try (var tenant = new NiceTenantServer((_, out) -> reply(out, status, "{}"))) {
      assertThat(send(tenant.settings(true), SIGNAL).getClass().getSimpleName()).isEqualTo(answer);
    }
  }

  @Test
  void shouldBeInDoubtAboutASignalWhoseConnectionEnds() throws Exception {
    try (var tenant = new NiceTenantServer((_, out) -> out.close())) {
      assertThat(send(tenant.settings(true), SIGNAL))
          .isInstanceOfSatisfying(
              InDoubt.class, doubt -> assertThat(doubt.failure()).isEqualTo(Failure.CONNECTION));
    }
  }

  @Test
  void shouldAddNumbersAndRemoveTextsInSeparateRequests() throws Exception {
    try (var tenant =
        new NiceTenantServer(
            (request, out) ->
                reply(
                    out,
                    200,
                    request.method().equals("POST")
                        ? "{\"resultSet\":{\"errorCount\":0,\"recordResults\":[{\"success\":true}]}}"
                        : "{\"errorCount\":0,\"recordResults\":[{\"success\":true}]}"))) {
      var settings = tenant.settings(true);

      assertThat(send(settings, write("+14155550101", true))).isEqualTo(new Confirmed(200));
      assertThat(send(settings, write("+442079460018", false))).isEqualTo(new Confirmed(200));

      var add = tenant.api.seen().getFirst();
      var remove = tenant.api.seen().getLast();
      assertThat(add.method() + " " + add.path())
          .isEqualTo("POST " + ROOT + "/dnc-groups/4711/records");
      assertThat(add.body()).isEqualTo("{\"dncGroupRecords\":[{\"phoneNumber\":4155550101}]}");
      assertThat(remove.method() + " " + remove.path())
          .isEqualTo("DELETE " + ROOT + "/dnc-groups/4711/records");
      assertThat(remove.body())
          .isEqualTo("{\"dncGroupRecords\":[{\"phoneNumber\":\"442079460018\"}]}");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"searchResults":[{"dncGroupId":4711}]}                                        | Confirmed
          {"searchResults":[{"dncGroupId":"4711","expiredDate":null}]}                   | Confirmed
          {"searchResults":[{"dncGroupId":4711,"expiredDate":"2999-01-01T00:00:00Z"}]}   | Confirmed
          {"searchResults":[{"dncGroupId":4711,"expiredDate":"2020-01-01T00:00:00Z"}]}   | UNCONFIRMED
          {"searchResults":[{"dncGroupId":4711,"expiredDate":"some day"}]}               | UNCONFIRMED
          {"searchResults":[{"dncGroupId":4712}]}                                        | UNCONFIRMED
          {"searchResults":[{"dncGroupId":4711,"formattedPhone":"(415) 555-0101"}]}      | Confirmed
          {"searchResults":[{"dncGroupId":4711,"formattedPhone":"+1 415 555 0101"}]}     | Confirmed
          {"searchResults":[{"dncGroupId":4711,"formattedPhone":"(415) 555-0102"}]}      | UNCONFIRMED
          {"searchResults":[]}                                                           | UNCONFIRMED
          ''                                                                             | UNCONFIRMED
          {"results":[{"dncGroupId":4711}]}                                              | UNREADABLE
          """)
  void shouldSearchForANumberInItsGroup(String body, String expected) throws Exception {
    try (var tenant = new NiceTenantServer((_, out) -> reply(out, 200, body))) {
      var answer = send(tenant.settings(true), new CxoneCall.FindOptOut("+14155550101"));

      assertThat(answer instanceof TryAgain again ? again.failure().name() : "Confirmed")
          .isEqualTo(expected);
      assertThat(tenant.api.seen().getFirst().path())
          .isEqualTo(ROOT + "/dnc-groups/search?phoneNumber=4155550101");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":\"x\",\"errorDescription\":\"no such skill\"}",
        "{\"error\":\"x\",\"error_Description\":\"no such skill\"}",
        "{\"error_description\":\"no such skill\"}",
        "{\"message\":\"no such skill\"}",
        ""
      })
  void shouldFindTheTextOfAnError(String body) throws Exception {
    var header = body.isEmpty() ? "icStatusDescription: no such skill" : "X-Other: x";
    try (var tenant = new NiceTenantServer((_, out) -> reply(out, 400, body, header))) {
      assertThat(send(tenant.settings(true), TAG)).isEqualTo(new Refused(400, "no such skill"));
    }
  }

  @Test
  void shouldPauseWhenTheGroupOrTheVersionIsGone() throws Exception {
    try (var tenant = new NiceTenantServer((_, out) -> reply(out, 404, GONE))) {
      assertThat(send(tenant.settings(true), write("+14155550101", true)))
          .isInstanceOf(Forbidden.class);
      assertThat(send(tenant.settings(true), TAG)).isInstanceOf(Forbidden.class);
    }
  }

  @Test
  void shouldRefuseAContactThatIsNotThere() throws Exception {
    try (var tenant =
        new NiceTenantServer(
            (request, out) ->
                reply(out, request.path().endsWith("server-time") ? 200 : 404, GONE))) {
      assertThat(send(tenant.settings(true), TAG)).isEqualTo(new Refused(404, "no such path"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 307, 308, 401, 404, 410, 421})
  void shouldFindATenantThatHasMovedWithoutARestart(int status) throws Exception {
    try (var tenant = new NiceTenantServer((_, out) -> reply(out, 200, "{}"));
        var elsewhere = new HostileServer((_, out) -> reply(out, 200, "{}"));
        var client = CxoneClient.open(tenant.settings(true), new SimpleMeterRegistry())) {
      client.send(TAG, null);
      tenant.api.follow((_, out) -> reply(out, status, "{}"));
      tenant.moveTo(elsewhere.url());

      var answer = client.send(TAG, null);
      var next = client.send(TAG, null);

      assertThat(List.of(answer, next)).containsOnly(new Confirmed(200));
      assertThat(elsewhere.seen()).hasSize(2);
    }
  }

  @Test
  void shouldFindATenantWhoseOldAddressAnswersAWebPage() throws Exception {
    try (var tenant = new NiceTenantServer((_, out) -> reply(out, 200, "{}"));
        var elsewhere = new HostileServer((_, out) -> reply(out, 200, "{}"));
        var client = CxoneClient.open(tenant.settings(true), new SimpleMeterRegistry())) {
      client.send(TAG, null);
      tenant.api.follow((_, out) -> reply(out, 200, "<html>This domain is for sale</html>"));
      tenant.moveTo(elsewhere.url());

      var answer = client.send(TAG, null);
      var next = client.send(TAG, null);

      assertThat(answer).isInstanceOf(TryAgain.class);
      assertThat(next).isEqualTo(new Confirmed(200));
    }
  }

  @Test
  void shouldFindATenantWhoseOldAddressRefusesConnections() throws Exception {
    try (var tenant = new NiceTenantServer((_, out) -> reply(out, 200, "{}"));
        var elsewhere = new HostileServer((_, out) -> reply(out, 200, "{}"));
        var client = CxoneClient.open(tenant.settings(true), new SimpleMeterRegistry())) {
      client.send(TAG, null);
      tenant.api.close();
      tenant.moveTo(elsewhere.url());

      assertThat(client.send(TAG, null)).isEqualTo(new Confirmed(200));
    }
  }

  @Test
  void shouldNotTakeAnAnswerForFinalWhileTheTenantCannotBeLookedUp() throws Exception {
    try (var tenant = new NiceTenantServer((_, out) -> reply(out, 200, "{}"));
        var client = CxoneClient.open(tenant.settings(true), new SimpleMeterRegistry())) {
      client.send(TAG, null);
      tenant.api.follow((_, out) -> reply(out, 404, GONE));
      tenant.issuer.follow((_, out) -> reply(out, 503, ""));

      assertThat(client.send(TAG, null)).isInstanceOf(TryAgain.class);
    }
  }

  @Test
  void shouldUseAPinnedBaseWithoutDiscovery() throws Exception {
    try (var tenant = new NiceTenantServer((_, out) -> reply(out, 200, "{}"))) {
      var settings =
          NiceTenantServer.settings(
              tenant.issuer.url(), tenant.api.url(), true, NiceTenantServer.nice());

      assertThat(send(settings, TAG)).isEqualTo(new Confirmed(200));
      assertThat(tenant.issuer.seen()).hasSize(1);
    }
  }

  @Test
  void shouldReadAListToItsEndThoughPagesAreCapped() throws Exception {
    try (var tenant =
            new NiceTenantServer(
                (request, out) -> {
                  var from = Integer.parseInt(request.path().replaceAll(".*skip=(\\d+).*", "$1"));
                  reply(out, from >= 5 ? 204 : 200, page(from, Math.min(5, from + 2)));
                });
        var client = CxoneClient.open(tenant.settings(true), new SimpleMeterRegistry())) {
      var list = client.list("dncRecords").with("orderBy", "recordId");
      var first = (Page.Got) list.page(0);
      var second = (Page.Got) list.page(first.next());
      var third = (Page.Got) list.page(second.next());

      assertThat(first.items()).hasSize(2);
      assertThat(first.total()).hasValue(5);
      assertThat(List.of(first.last(), second.last(), third.last()))
          .containsExactly(false, false, true);
      assertThat(third.items().getFirst().path("recordId").asInt()).isEqualTo(4);
      assertThat(((Page.Got) list.page(third.next())).last()).isTrue();
      assertThat(tenant.api.seen().getFirst().path())
          .isEqualTo(ROOT + "/dnc-groups/4711/records?orderBy=recordId&skip=0&top=100");
    }
  }

  private static String page(int from, int to) {
    if (from >= to) {
      return "";
    }
    var records = new StringBuilder();
    for (var i = from; i < to; i++) {
      records.append(i == from ? "" : ",").append("{\"recordId\":").append(i).append('}');
    }
    return "{\"resultSet\":{\"totalRecords\":5,\"dncRecords\":[" + records + "]}}";
  }

  @Test
  void shouldReadAPathAtAnotherVersion() throws Exception {
    try (var tenant =
            new NiceTenantServer(
                (_, out) -> reply(out, 200, "{\"a\":1}", "Date: Fri, 27 Nov 2026 00:00:00 GMT"));
        var client = CxoneClient.open(tenant.settings(true), new SimpleMeterRegistry())) {
      var read = client.read(ReadRequest.get("/skills").with("q", "a b&c").at("v33.0"));

      assertThat(read).isInstanceOf(ReadResult.Read.class);
      assertThat(read.body().path("a").asInt()).isEqualTo(1);
      assertThat(read.header("DATE")).isPresent();
      assertThat(tenant.api.seen().getFirst().path())
          .isEqualTo("/inContactAPI/services/v33.0/skills?q=a%20b%26c");
    }
  }

  @Test
  void shouldSayThatAWebPageAnswered() throws Exception {
    try (var tenant =
            new NiceTenantServer((_, out) -> reply(out, 200, "<html>", "Content-Type: text/html"));
        var client = CxoneClient.open(tenant.settings(true), new SimpleMeterRegistry())) {
      assertThat(client.get("/server-time"))
          .isInstanceOfSatisfying(
              ReadResult.NotRead.class, failed -> assertThat(failed.webPage()).isTrue());
    }
  }

  private static CxoneCall write(String number, boolean doNotCall) {
    return new CxoneCall.WriteOutbound(
        List.of(new OutboundContact(number, doNotCall, null, null, null, null)));
  }

  private static CxoneAnswer send(CxoneSettings settings, CxoneCall call) throws Exception {
    try (var client = CxoneClient.open(settings, new SimpleMeterRegistry())) {
      return client.send(call, null);
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
