package io.switchboard.ingress.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  private static final Authentication ALL = accepting(Map.of());
  private static final Authentication READERS =
      new Authentication(
          null,
          null,
          null,
          false,
          ApiKeys.parse(
              "a-long-key,"
                  + " sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
          Map.of());

  private static Authentication accepting(Map<String, Set<Mechanism>> perEndpoint) {
    return new Authentication(
        Signatures.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
        StaticHeader.parse("X-Token: open sesame"),
        BasicCredentials.parse("nice:pass:word"),
        true,
        null,
        perEndpoint);
  }

  @Test
  void shouldLetEveryoneInWhenNothingIsConfigured() {
    assertThat(read(Authentication.OPEN, Map.of()))
        .isEqualTo(new Admission.Admitted(Sender.LOOPBACK));
    assertThat(Authentication.OPEN.open()).isTrue();
  }

  @Test
  void shouldAcceptAHeader() {
    assertThat(send(ALL, Map.of("x-token", "open sesame")))
        .isEqualTo(new Admission.Admitted(new Sender("header", "X-Token")));
  }

  @Test
  void shouldAcceptBasic() {
    assertThat(send(ALL, Map.of("Authorization", basic("nice:pass:word"))))
        .isEqualTo(new Admission.Admitted(new Sender("basic", "nice")));
  }

  @Test
  void shouldAcceptACertificate() {
    assertThat(ALL.admit("dnc", Access.SENDER, credentials(Map.of(), "CN=nice"), NOW))
        .isEqualTo(new Admission.Admitted(new Sender("certificate", "CN=nice")));
  }

  @Test
  void shouldAskForTheBodyOfWhatIsSigned() {
    var signed =
        Map.of(
            "webhook-id",
            "msg_1",
            "webhook-timestamp",
            Long.toString(NOW.getEpochSecond()),
            "webhook-signature",
            "v1,x");

    assertThat(send(ALL, signed)).isInstanceOf(Admission.Signed.class);
  }

  static Stream<Map<String, String>> wrong() {
    return Stream.of(
        Map.of(),
        Map.of("X-Token", ""),
        Map.of("X-Token", "open sesame "),
        Map.of("X-Token", "Open Sesame"),
        Map.of("Authorization", basic("nice:pass")),
        Map.of("Authorization", basic("nice:pass:word:")),
        Map.of("Authorization", "Basic !!!"),
        Map.of("Authorization", "Basic"),
        Map.of("Authorization", "Bearer open sesame"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void shouldDenyWhatIsWrong(Map<String, String> headers) {
    assertThat(send(ALL, headers)).isInstanceOf(Admission.Denied.class);
  }

  @Test
  void shouldAcceptOnlyWhatTheEndpointNames() {
    var menuByHeader = accepting(Map.of("ivr-menu", EnumSet.of(Mechanism.HEADER)));

    assertThat(menuByHeader.admit("ivr-menu", Access.SENDER, credentials(Map.of(), "CN=nice"), NOW))
        .isEqualTo(new Admission.Denied("this endpoint requires one of: header"));
  }

  @Test
  void shouldAcceptEverythingWhereTheEndpointNamesNothing() {
    var menuByHeader = accepting(Map.of("ivr-menu", EnumSet.of(Mechanism.HEADER)));

    assertThat(menuByHeader.admit("dnc", Access.SENDER, credentials(Map.of(), "CN=nice"), NOW))
        .isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void shouldRefuseAnEndpointWhoseMechanismIsNotConfigured() {
    var perEndpoint = Map.<String, Set<Mechanism>>of("dnc", EnumSet.of(Mechanism.BASIC));

    assertThatThrownBy(() -> new Authentication(null, null, null, true, null, perEndpoint))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldDenySendersWhereOnlyReadersAreConfigured() {
    assertThat(send(READERS, Map.of())).isInstanceOf(Admission.Denied.class);
    assertThat(READERS.open()).isFalse();
  }

  @Test
  void shouldDenyReadersWhereOnlySendersAreConfigured() {
    assertThat(ALL.admit("dnc-check", Access.READER, credentials(Map.of(), "CN=nice"), NOW))
        .isInstanceOf(Admission.Denied.class);
  }

  @Test
  void shouldKnowAKeyByItsHeader() {
    assertThat(read(READERS, Map.of("X-API-Key", "a-long-key")))
        .isEqualTo(new Admission.Admitted(new Sender("key", "key-1")));
  }

  @Test
  void shouldKnowAHashedKeyByABearerToken() {
    assertThat(read(READERS, Map.of("Authorization", "bearer test")))
        .isEqualTo(new Admission.Admitted(new Sender("key", "key-2")));
  }

  @Test
  void shouldDenyTheHashOfAKey() {
    var hash = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    assertThat(read(READERS, Map.of("X-API-Key", hash))).isInstanceOf(Admission.Denied.class);
  }

  @Test
  void shouldNotShowKeys() {
    assertThat(ApiKeys.parse("a-long-key,another-key")).hasToString("ApiKeys[2]");
  }

  @Test
  void shouldRefuseAShortKeyWithoutQuotingIt() {
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
    return authentication.admit("dnc", Access.SENDER, credentials(headers, null), NOW);
  }

  private static Admission read(Authentication authentication, Map<String, String> headers) {
    return authentication.admit("dnc-lookup", Access.READER, credentials(headers, null), NOW);
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
