package io.switchboard.cxone.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cxone.profile.Auth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CxoneSettingsTest {
  private final List<String> problems = new ArrayList<>();

  @Test
  void shouldReadATenant() {
    var settings =
        read(Map.of(
                "CXONE_BASE_URL", "https://api.example.com/",
                "CXONE_VOICE_URL", "wss://voice.example.com/api/v2/voice/websocket",
                "CXONE_CLIENT_ID", "me",
                "CXONE_CLIENT_SECRET", "hush",
                "CXONE_TOKEN_PATH", "/auth/token",
                "CXONE_TOKEN_FORMAT", "json"))
            .orElseThrow();

    assertThat(settings.baseUrl()).hasToString("https://api.example.com");
    assertThat(settings.rateLimit()).isEqualTo(100);
    assertThat(settings.tokenRequest())
        .isEqualTo(new Auth.TokenRequest(Auth.Grant.CLIENT_CREDENTIALS, null, "/auth/token", true));
    assertThat(settings.http1()).isFalse();
    assertThat(settings.toString() + settings.credentials()).doesNotContain("hush");
    assertThat(problems).isEmpty();
  }

  @Test
  void shouldBeNoTenantWithoutABaseUrl() {
    assertThat(read(Map.of("CXONE_CLIENT_ID", "me"))).isEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void shouldNameEveryWrongSettingAtOnceAndQuoteNone() {
    var _ =
        read(
            Map.of(
                "CXONE_BASE_URL", "https://api.example.com",
                "CXONE_VOICE_URL", "https://user:hush@voice.example.com",
                "CXONE_CLIENT_SECRET", "hush",
                "CXONE_RATE_LIMIT", "0",
                "CXONE_PROFILE", "nobody-knows",
                "CXONE_HTTP_VERSION", "3"));

    assertThat(problems)
        .anyMatch(problem -> problem.startsWith("CXONE_VOICE_URL must be a URL with ws://"))
        .anyMatch(problem -> problem.startsWith("CXONE_CLIENT_ID is not set"))
        .anyMatch(problem -> problem.startsWith("CXONE_RATE_LIMIT must be a whole number"))
        .anyMatch(problem -> problem.startsWith("CXONE_PROFILE cannot be used"))
        .anyMatch(problem -> problem.startsWith("CXONE_HTTP_VERSION must be one of 1.1, 2"))
        .noneMatch(problem -> problem.contains("hush"))
        .hasSize(5);
  }

  private Optional<CxoneSettings> read(Map<String, String> variables) {
    return CxoneSettings.read(
        name -> Optional.ofNullable(variables.get(name)),
        (name, what, example) -> problems.add(name + " " + what + ", for example " + example));
  }
}
