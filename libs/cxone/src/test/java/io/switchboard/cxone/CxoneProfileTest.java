package io.switchboard.cxone;

import static io.switchboard.cxone.HostileServer.grant;
import static io.switchboard.cxone.HostileServer.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.cxone.limit.RateLimiter;
import io.switchboard.cxone.profile.CxoneProfile;
import io.switchboard.cxone.rest.CxoneAnswer;
import io.switchboard.cxone.rest.CxoneCall;
import io.switchboard.cxone.settings.CxoneSettings;
import io.switchboard.cxone.token.TokenSource;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another generation of CXone's APIs needs a file, no Java. */
class CxoneProfileTest {
  private static final String OTHER =
      """
      token: {path: /auth/v3/token, format: json}
      contact:
        method: PUT
        path: /{tenant}/services/contacts/{contactId}/notes
        body: {note: {kind: "{category}", text: "{auditEntry}", source: switchboard}}
        errorFields: [resultSet]
        doneStatuses: [304, 410]
      interaction: {method: POST, path: "/calls/{callId}", body: {}}
      outbound: {method: POST, path: /numbers, body: {}}
      dataAction: {method: POST, path: /actions, body: {}}
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | {"ok":true}         | Confirmed
          200 | {"error":"ignored"} | Confirmed
          200 | {"resultSet":"bad"} | TryAgain
          304 |                     | Confirmed
          410 | gone                | Confirmed
          409 | {}                  | Conflict
          404 | {"error":"unknown"} | Refused
          404 | {}                  | TryAgain
          """)
  void shouldSendAndJudgeByItsFile(int status, String body, String answer) throws Exception {
    try (var server =
        new HostileServer(
            (request, out) -> {
              if (request.forToken()) {
                grant(out, "t1");
              } else {
                reply(out, status, body == null ? "" : body);
              }
            })) {
      var given = ask(server, CxoneProfile.load(file(OTHER)));

      assertThat(given.getClass().getSimpleName()).isEqualTo(answer);
      var call = server.calls().getFirst();
      assertThat(call.method() + " " + call.path())
          .isEqualTo("PUT /acme/services/contacts/k-1/notes");
      assertThat(call.body())
          .isEqualTo(
              "{\"note\":{\"kind\":\"lead\",\"text\":\"audit\",\"source\":\"switchboard\"}}");
      var token = server.tokenCalls().getFirst();
      assertThat(token.path()).isEqualTo("/auth/v3/token");
      assertThat(token.body()).startsWith("{\"grant_type\":\"client_credentials\"");
      assertThat(token.headers()).containsEntry("content-type", "application/json");
    }
  }

  @Test
  void shouldLoadTheTutorialByItsName() throws Exception {
    assertThat(CxoneProfile.load("tutorial")).isEqualTo(CxoneProfile.tutorial());
    assertThat(CxoneProfile.shipped()).containsExactly("tutorial", "nice");
  }

  @Test
  void shouldRefuseAProfileThatLacksSomething() throws Exception {
    var withoutNumbers = file(OTHER.replace("outbound:", "somethingElse:"));
    var withoutPath = file(OTHER.replace("path: /actions, ", ""));

    assertThatThrownBy(() -> CxoneProfile.load(withoutNumbers))
        .hasMessage("neither outbound nor dncAdd and dncRemove");
    assertThatThrownBy(() -> CxoneProfile.load(withoutPath)).hasMessage("no path");
    assertThatThrownBy(() -> CxoneProfile.load("nobody-knows"))
        .isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> CxoneProfile.load("../secret"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private String file(String text) throws Exception {
    return Files.writeString(Files.createTempFile(directory, "profile", ".yaml"), text).toString();
  }

  private static CxoneAnswer ask(HostileServer server, CxoneProfile profile) throws Exception {
    var at = Tenants.at(server.url(), Duration.ofSeconds(20));
    var settings =
        new CxoneSettings(
            at.baseUrl(),
            null,
            at.credentials(),
            at.values(),
            profile,
            100,
            true,
            at.connectTimeout(),
            at.requestTimeout());
    var meters = new SimpleMeterRegistry();
    var limiter = new RateLimiter(1000);
    try (var tokens = new TokenSource(settings, limiter, meters);
        var client = new CxoneClient(settings, limiter, tokens, meters)) {
      return client.send(new CxoneCall.PatchContact("k-1", "lead", "audit"), null);
    }
  }
}
