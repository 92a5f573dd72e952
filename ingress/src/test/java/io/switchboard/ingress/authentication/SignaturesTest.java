package io.switchboard.ingress.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The public vectors, a second implementation as the oracle, and a table of what must not get in.
 */
class SignaturesTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OTHER_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final String AT = "1614265330";
  private static final String BODY = "{\"test\": 2432232314}";
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330L);

  @Test
  void shouldVerifyTheReferenceVector() {
    assertThat(verify(SECRET, ID, AT, SIGNATURE, BODY, NOW)).isTrue();
  }

  @Test
  void shouldVerifyWithAnyLiveSecretAndAnySignatureOfTheHeader() {
    assertThat(verify(OTHER_SECRET + "," + SECRET, ID, AT, SIGNATURE, BODY, NOW)).isTrue();
    assertThat(
            verify(
                SECRET,
                ID,
                AT,
                "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,xyz " + SIGNATURE,
                BODY,
                NOW))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {-300, -1, 0, 299, 300})
  void shouldTolerateFiveMinutes(long seconds) {
    assertThat(verify(SECRET, ID, AT, SIGNATURE, BODY, NOW.plusSeconds(seconds))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"ü\":\"😀\"}", "not json at all", "a.b.c"})
  void shouldAgreeWithTheReferenceImplementation(String body) throws Exception {
    var signature = new Webhook(SECRET).sign(ID, NOW.getEpochSecond(), body);

    assertThat(verify(SECRET, ID, AT, signature, body, NOW)).isTrue();
  }

  static Stream<Arguments> forgeries() throws Exception {
    var good = SIGNATURE.substring(3);
    var byOther = new Webhook(OTHER_SECRET).sign(ID, NOW.getEpochSecond(), BODY);
    var ofOtherId = new Webhook(SECRET).sign("msg_other", NOW.getEpochSecond(), BODY);
    var ofOtherTime = new Webhook(SECRET).sign(ID, NOW.getEpochSecond() + 1, BODY);
    var ofOtherBody = new Webhook(SECRET).sign(ID, NOW.getEpochSecond(), "{}");
    var flipped = (good.charAt(0) == 'g' ? 'h' : 'g') + good.substring(1);
    return Stream.of(
        forgery("signed with another secret", ID, AT, byOther, BODY),
        forgery("signature of another id", ID, AT, ofOtherId, BODY),
        forgery("signature of another time", ID, AT, ofOtherTime, BODY),
        forgery("signature of another body", ID, AT, ofOtherBody, BODY),
        forgery("id exchanged", "msg_other", AT, SIGNATURE, BODY),
        forgery("id in upper case", ID.toUpperCase(java.util.Locale.ROOT), AT, SIGNATURE, BODY),
        forgery("body exchanged", ID, AT, SIGNATURE, "{\"test\": 2432232315}"),
        forgery("body written again", ID, AT, SIGNATURE, "{\"test\":2432232314}"),
        forgery("body with a line break behind it", ID, AT, SIGNATURE, BODY + "\n"),
        forgery("body emptied", ID, AT, SIGNATURE, ""),
        forgery("time moved by one second", ID, "1614265331", SIGNATURE, BODY),
        forgery("time with a leading zero", ID, "01614265330", SIGNATURE, BODY),
        forgery("time with a sign", ID, "+1614265330", SIGNATURE, BODY),
        forgery("time with a blank", ID, " 1614265330", SIGNATURE, BODY),
        forgery("time in milliseconds", ID, "1614265330000", SIGNATURE, BODY),
        forgery("time as RFC 3339", ID, "2021-02-25T15:02:10Z", SIGNATURE, BODY),
        forgery("time beyond a long", ID, "99999999999999999999", SIGNATURE, BODY),
        forgery("time in other digits", ID, "١٦١٤٢٦٥٣٣٠", SIGNATURE, BODY),
        forgery("time emptied", ID, "", SIGNATURE, BODY),
        forgery("no time", ID, null, SIGNATURE, BODY),
        forgery("no id", null, AT, SIGNATURE, BODY),
        forgery("id emptied", "", AT, SIGNATURE, BODY),
        forgery("no signature", ID, AT, null, BODY),
        forgery("signature emptied", ID, AT, "", BODY),
        forgery("version alone", ID, AT, "v1,", BODY),
        forgery("no version", ID, AT, good, BODY),
        forgery("another version", ID, AT, "v1a," + good, BODY),
        forgery("version in upper case", ID, AT, "V1," + good, BODY),
        forgery("one bit flipped", ID, AT, "v1," + flipped, BODY),
        forgery("cut short", ID, AT, "v1," + good.substring(0, 24), BODY),
        forgery("longer than a signature", ID, AT, "v1,AAAA" + good, BODY),
        forgery("in hexadecimal", ID, AT, "v1," + "83484cf5".repeat(8), BODY),
        forgery("joined to another", ID, AT, "v1,AAAA,v1a," + good, BODY),
        forgery("behind 16 others", ID, AT, "v1,AAAA ".repeat(16) + SIGNATURE, BODY));
  }

  private static Arguments forgery(
      String what, @Nullable String id, @Nullable String at, @Nullable String sent, String body) {
    return Arguments.of(what, id, at, sent, body);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgeries")
  void shouldNotLetIn(
      String what, @Nullable String id, @Nullable String at, @Nullable String sent, String body) {
    assertThat(verify(SECRET, id, at, sent, body, NOW)).as(what).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {-86_400, -301, 301, 600, 86_400, 200_000_000})
  void shouldNotLetInWhatIsStaleOrFromTheFuture(long seconds) {
    assertThat(verify(SECRET, ID, AT, SIGNATURE, BODY, NOW.plusSeconds(seconds))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_",
        "whsec_short",
        "whsec_!!!!",
        SECRET + ",",
        "whsec_c2hvcnQ="
      })
  void shouldRefuseSecretsThatAreNone(String secrets) {
    assertThatThrownBy(() -> Signatures.parse(secrets))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("c2hvcnQ");
  }

  static Stream<Arguments> headerLines() {
    var other = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";
    return Stream.of(
        Arguments.of(List.of(other, SIGNATURE), true),
        Arguments.of(List.of(SIGNATURE, other), true),
        Arguments.of(List.of(SIGNATURE + ", " + other), true),
        Arguments.of(List.of(other + ", " + SIGNATURE), true),
        Arguments.of(List.of(SIGNATURE + "," + other), true),
        Arguments.of(List.of(other + "," + SIGNATURE), true),
        Arguments.of(List.of("v1a,xyz," + other + "," + SIGNATURE), true),
        Arguments.of(List.of(other + "\t" + SIGNATURE), true),
        Arguments.of(List.of(other, other), false),
        Arguments.of(List.of("v1,AAAA,".repeat(16) + SIGNATURE), false),
        Arguments.of(List.of("v1,AAAA ".repeat(16), SIGNATURE), false));
  }

  @ParameterizedTest
  @MethodSource("headerLines")
  void shouldCountSignaturesOfAllHeaderLines(List<String> lines, boolean valid) {
    var admission = admit(SECRET, ID, AT, lines, NOW);

    assertThat(matches(admission, BODY)).isEqualTo(valid);
  }

  @ParameterizedTest
  @CsvSource({
    "1614265330000, not in milliseconds",
    "1614265330.5, seconds since 1970",
    "2021-02-25T15:02:10Z, seconds since 1970",
    "1614265000, more than 5 minutes"
  })
  void shouldSayWhatToDoAboutATime(String at, String detail) {
    var admission = admit(SECRET, ID, at, List.of(SIGNATURE), NOW);

    assertThat(admission)
        .isInstanceOfSatisfying(
            Admission.Denied.class, denied -> assertThat(denied.detail()).contains(detail));
  }

  @Test
  void shouldVerifyABodyThatComesInPieces() {
    var check = ((Admission.Signed) admit(SECRET, ID, AT, List.of(SIGNATURE), NOW)).check();

    for (var piece : BODY.split("(?<=\\G...)")) {
      check.update(piece.getBytes(StandardCharsets.UTF_8), piece.length());
    }

    assertThat(check.matches()).isTrue();
  }

  private static boolean verify(
      String secrets,
      @Nullable String id,
      @Nullable String at,
      @Nullable String signature,
      String body,
      Instant now) {
    var lines = Optional.ofNullable(signature).stream().toList();
    return matches(admit(secrets, id, at, lines, now), body);
  }

  private static Admission admit(
      String secrets,
      @Nullable String id,
      @Nullable String at,
      List<String> signatures,
      Instant now) {
    var headers = new HashMap<String, List<String>>();
    headers.put("webhook-id", Optional.ofNullable(id).stream().toList());
    headers.put("webhook-timestamp", Optional.ofNullable(at).stream().toList());
    headers.put("webhook-signature", signatures);
    return Signatures.parse(secrets)
        .admit(new Credentials(name -> headers.getOrDefault(name, List.of()), null), now);
  }

  private static boolean matches(Admission admission, String body) {
    return switch (admission) {
      case Admission.Signed(var check) -> {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        check.update(bytes, bytes.length);
        yield check.matches();
      }
      case Admission.Denied _ -> false;
      case Admission.Admitted _ -> throw new AssertionError("admitted without a signature");
    };
  }
}
