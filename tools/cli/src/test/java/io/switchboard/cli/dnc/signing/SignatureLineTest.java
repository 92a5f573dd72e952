package io.switchboard.cli.dnc.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.dnc.signing.SignatureLine.Result;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SignatureLineTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final String PEM =
      pem("MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f");
  private static final DeploymentKey KEY = DeploymentKey.parse(PEM, "test");
  private static final DeploymentKey OTHER =
      DeploymentKey.parse(
          pem("MC4CAQAwBQYDK2VwBCIEIP/+/fz7+vn49/b19PPy8fDv7u3s6+rp6Ofm5eTj4uHg"), "test");

  @Test
  void shouldDeriveThePublicKeyOfRfc8032() {
    var key =
        DeploymentKey.parse(
            pem("MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g"), "test");

    var published = Base64.getDecoder().decode(key.published().encoded());

    assertThat(java.util.HexFormat.of().formatHex(published))
        .endsWith("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  }

  @Test
  void shouldSayWhoSignedAndWhen() {
    var verified = SignatureLine.verify(signed("a,1\n").getBytes(UTF_8), KEY.published());

    assertThat(verified)
        .hasValueSatisfying(
            found -> {
              assertThat(found.result()).isEqualTo(Result.VALID);
              assertThat(found.line().by()).isEqualTo("Jané \"J\" -->");
              assertThat(found.line().at()).isEqualTo(NOON);
            });
  }

  @ParameterizedTest
  @CsvSource({"'a,1','a,2'", "'2026-11-20','2026-11-21'", "'Jan','Jon'", "'a,1','a,1\r'"})
  void shouldFindEveryChange(String from, String to) {
    var changed = signed("a,1\n").replace(from, to);

    var verified = SignatureLine.verify(changed.getBytes(UTF_8), KEY.published());

    assertThat(verified)
        .hasValueSatisfying(found -> assertThat(found.result()).isEqualTo(Result.CHANGED));
  }

  @Test
  void shouldTellTheKeyOfAnotherDeployment() {
    var verified = SignatureLine.verify(signed("a,1\n").getBytes(UTF_8), OTHER.published());

    assertThat(verified)
        .hasValueSatisfying(found -> assertThat(found.result()).isEqualTo(Result.OTHER_KEY));
  }

  @ParameterizedTest
  @CsvSource({"a line behind it", "'<p>beside it</p>'"})
  void shouldNotTakeAFileForSignedWhoseEndIsNotTheSignature(String more) {
    var file = signed("a,1\n").strip() + (more.startsWith("<") ? more : "\n" + more);

    var verified = SignatureLine.verify(file.getBytes(UTF_8), KEY.published());

    assertThat(verified).isEmpty();
  }

  @Test
  void shouldNotQuoteAKeyThatItCannotRead() {
    assertThatThrownBy(() -> DeploymentKey.parse(pem("c2VjcmV0"), "EVIDENCE_KEY"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("EVIDENCE_KEY is no Ed25519 private key in PEM")
        .hasMessageNotContaining("c2VjcmV0");
  }

  private static String signed(String content) {
    var out = new StringWriter();
    var lines = new SignedLines(new PrintWriter(out));
    content.lines().forEach(lines::println);
    lines.sign(KEY, "Jané \"J\" -->", NOON);
    return out.toString();
  }

  private static String pem(String base64) {
    return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
  }
}
