package io.switchboard.ingress.nice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptPathsTest {
  private static final PromptPaths PATHS =
      PromptPaths.parse(
          "https://cdn.test/prompts/=prompts\\, https://cdn.test/prompts/es/=Spanish\\ , "
              + "https://cdn.test/?file==");

  @ParameterizedTest
  @CsvSource({
    "https://cdn.test/prompts/welcome.wav, prompts\\welcome.wav",
    "https://cdn.test/prompts/a/b.wav?v=2, prompts\\a\\b.wav",
    "https://cdn.test/prompts/two%20words+1.wav, prompts\\two words+1.wav",
    "https://cdn.test/prompts/100%.wav, prompts\\100%.wav",
    "https://cdn.test/prompts/es/hola.wav, Spanish\\hola.wav",
    "https://cdn.test/?file=a.wav, a.wav",
    "https://elsewhere.test/prompts/welcome.wav, https://elsewhere.test/prompts/welcome.wav",
  })
  void shouldMapByTheLongestPrefix(String url, String path) {
    assertThat(PATHS.of(url)).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"prompts", "http://cdn.test/=prompts", "", "https://cdn.test/=a,"})
  void shouldRefuseWhatIsNoMapping(String text) {
    assertThatThrownBy(() -> PromptPaths.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
