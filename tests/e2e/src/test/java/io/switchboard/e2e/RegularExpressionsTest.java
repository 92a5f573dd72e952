package io.switchboard.e2e;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * No regular expression repeats a group: java.util.regex recurses once per repetition, and a text
 * of some thousand characters overflows the stack. A possessive repetition ({@code )*+}) does not
 * recurse and is allowed.
 */
final class RegularExpressionsTest {
  private static final Path REPOSITORY = Path.of("..", "..");
  private static final Pattern USE =
      Pattern.compile("(?:Pattern\\s*\\.compile|\\.(?:matches|replaceAll|replaceFirst|split))\\(");
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"");
  private static final Pattern REPEATED_GROUP =
      Pattern.compile("(?<!\\\\)\\)(?:\\*|\\+|\\{\\d*,?\\d*})(?!\\+)");

  @Test
  void shouldFindARepeatedGroup() {
    assertThat(repeatedGroups("Pattern.compile(\"a(?:b|c)\" + \"{6,}d\");"))
        .containsExactly("a(?:b|c){6,}d");
  }

  @Test
  void shouldRepeatNoGroup() throws IOException {
    try (var files = Files.walk(REPOSITORY)) {
      var sources = files.filter(RegularExpressionsTest::isProduct).toList();
      assertThat(sources).hasSizeGreaterThan(300);
      assertThat(sources)
          .allSatisfy(file -> assertThat(repeatedGroups(text(file))).as("%s", file).isEmpty());
    }
  }

  private static List<String> repeatedGroups(String source) {
    return USE.matcher(source)
        .results()
        .map(
            use -> source.substring(use.end(), Math.max(use.end(), source.indexOf(';', use.end()))))
        .map(
            arguments ->
                LITERAL.matcher(arguments).results().map(it -> it.group(1)).collect(joining()))
        .map(literal -> literal.replace("\\\\", "\\"))
        .filter(regex -> REPEATED_GROUP.matcher(regex).find())
        .toList();
  }

  private static boolean isProduct(Path file) {
    return file.toString().contains("/src/main/") && file.toString().endsWith(".java");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
