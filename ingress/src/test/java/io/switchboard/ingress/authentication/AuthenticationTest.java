package io.switchboard.ingress.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
  private static final SenderAuthentication ALL =
      new SenderAuthentication(
          Signatures.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
          StaticHeader.parse("X-Token: open sesame"),
          BasicCredentials.parse("nice:pass:word"),
          true);

  @Test
  void shouldLetEveryoneInWhenNothingIsConfigured() {
    assertThat(Authentication.OPEN.open()).isTrue();
    assertThat(Authentication.OPEN.admit("dnc", Access.READER, credentials(Map.of(), null)))
        .isEqualTo(new Admission.Admitted(Sender.LOOPBACK));
  }

  @Test
  void shouldAcceptAnyConfiguredMechanism() {
    var all = new Authentication(ALL, null, Map.of());

    assertThat(send(all, Map.of("x-token", "open sesame")))
        .isEqualTo(new Admission.Admitted(new Sender("header", "X-Token")));
    assertThat(send(all, Map.of("Authorization", basic("nice:pass:word"))))
        .isEqualTo(new Admission.Admitted(new Sender("basic", "nice")));
    assertThat(all.admit("dnc", Access.SENDER, credentials(Map.of(), "CN=nice")))
        .isEqualTo(new Admission.Admitted(new Sender("certificate", "CN=nice")));
    assertThat(send(all, Map.of("webhook-signature", "v1,x"))).isInstanceOf(Admission.Signed.class);
  }

  @Test
  void shouldDenyWhatIsWrong() {
    var all = new Authentication(ALL, null, Map.of());

    for (var headers :
        new Map<?, ?>[] {
          Map.of(),
          Map.of("X-Token", ""),
          Map.of("X-Token", "open sesame "),
          Map.of("X-Token", "Open Sesame"),
          Map.of("Authorization", basic("nice:pass")),
          Map.of("Authorization", basic("nice:pass:word:")),
          Map.of("Authorization", "Basic !!!"),
          Map.of("Authorization", "Basic"),
          Map.of("Authorization", "Bearer open sesame")
        }) {
      @SuppressWarnings("unchecked")
      var typed = (Map<String, String>) headers;
      assertThat(send(all, typed)).as("%s", headers).isInstanceOf(Admission.Denied.class);
    }
  }

  @Test
  void shouldAcceptOnlyWhatTheEndpointNames() {
    var menuByHeader =
        new Authentication(ALL, null, Map.of("ivr-menu", EnumSet.of(Mechanism.HEADER)));
    var signed = credentials(Map.of("webhook-signature", "v1,x"), "CN=nice");

    assertThat(menuByHeader.admit("ivr-menu", Access.SENDER, signed))
        .isEqualTo(new Admission.Denied("this endpoint requires one of: header"));
    assertThat(menuByHeader.admit("dnc", Access.SENDER, signed))
        .isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void shouldCloseWhatHasNothingConfigured() {
    var readersOnly =
        new Authentication(SenderAuthentication.NONE, ApiKeys.parse("a-long-key"), Map.of());
    var sendersOnly = new Authentication(ALL, null, Map.of());

    assertThat(readersOnly.open()).isFalse();
    assertThat(send(readersOnly, Map.of())).isInstanceOf(Admission.Denied.class);
    assertThat(sendersOnly.admit("dnc-check", Access.READER, credentials(Map.of(), "CN=nice")))
        .isInstanceOf(Admission.Denied.class);
  }

  @Test
  void shouldKnowKeysByTheirHashes() {
    var keys =
        ApiKeys.parse(
            "a-long-key, sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
    var authentication = new Authentication(SenderAuthentication.NONE, keys, Map.of());

    assertThat(read(authentication, Map.of("X-API-Key", "a-long-key")))
        .isEqualTo(new Admission.Admitted(new Sender("key", "key-1")));
    assertThat(read(authentication, Map.of("Authorization", "bearer test")))
        .isEqualTo(new Admission.Admitted(new Sender("key", "key-2")));
    assertThat(
            read(
                authentication,
                Map.of(
                    "X-API-Key",
                    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")))
        .isInstanceOf(Admission.Denied.class);
    assertThat(keys.toString()).isEqualTo("ApiKeys[2]");
    assertThatThrownBy(() -> ApiKeys.parse("a-long-key,short"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("short");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "X-Token", "X-Token:", "X Token: a", "X-Token: ä", "X-Token: a\tb"})
  void shouldRefuseAHeaderThatNoSenderCouldSend(String setting) {
    assertThatThrownBy(() -> StaticHeader.parse(setting))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Admission send(Authentication authentication, Map<String, String> headers) {
    return authentication.admit("dnc", Access.SENDER, credentials(headers, null));
  }

  private static Admission read(Authentication authentication, Map<String, String> headers) {
    return authentication.admit("dnc-lookup", Access.READER, credentials(headers, null));
  }

  private static Credentials credentials(
      Map<String, String> headers, @Nullable String certificate) {
    var any = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    any.putAll(headers);
    return new Credentials(
        name -> any.containsKey(name) ? List.of(any.get(name)) : List.of(), certificate);
  }

  private static String basic(String credentials) {
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }
}
