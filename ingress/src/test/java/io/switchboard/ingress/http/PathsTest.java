package io.switchboard.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which page answers which method and path. */
class PathsTest {
  private static final Paths.Page LOOKUP = _ -> {};
  private static final Paths.Page CHECK = _ -> {};
  private static final Paths.Page HEALTH = _ -> {};
  private final Paths paths = new Paths();

  PathsTest() {
    paths.add("GET", "/dnc/{number}", LOOKUP);
    paths.add("POST", "/dnc/check", CHECK);
    paths.add("GET", "/health", HEALTH);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /dnc/+14155552671, +14155552671",
    "HEAD, /dnc/+14155552671, +14155552671",
    "GET, /dnc/%2B1415/, +1415",
    "GET, /dnc/a%20b, a b",
    "GET, /dnc/check, check"
  })
  void shouldDecodeTheParameter(String method, String path, String parameter) {
    assertThat(paths.find(method, path)).isEqualTo(new Paths.Here(LOOKUP, parameter));
  }

  @Test
  void shouldPreferAFixedPath() {
    assertThat(paths.find("POST", "/dnc/check")).isEqualTo(new Paths.Here(CHECK, null));
    assertThat(paths.find("GET", "/health/")).isEqualTo(new Paths.Here(HEALTH, null));
  }

  @Test
  void shouldTellWhichMethodsThereAre() {
    assertThat(paths.find("PUT", "/dnc/check"))
        .isEqualTo(new Paths.OtherMethods(Set.of("GET", "POST")));
    assertThat(paths.find("POST", "/health")).isEqualTo(new Paths.OtherMethods(Set.of("GET")));
    assertThat(paths.find("get", "/health")).isEqualTo(new Paths.OtherMethods(Set.of("GET")));
  }

  @ParameterizedTest
  @CsvSource({"/", "''", "/dnc", "/dnc/", "/dnc//", "//health", "/dnc/a/b", "/Health", "*"})
  void shouldFindNothingElsewhere(String path) {
    assertThat(paths.find("GET", path)).isEqualTo(new Paths.Nowhere());
  }
}
