package io.switchboard.ivr.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.ivr.definition.DefinitionFile.Transfers;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.simulation.MenuSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of docs/ivr.md does what the page says. */
final class LanguageGuideTest {
  private static final Path GUIDE = Path.of("..", "..", "docs", "ivr.md");
  private static final Pattern FENCE = Pattern.compile("(?ms)^```(yaml refused|\\w+)\\n(.*?)^```$");
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(DefinitionFile.schemaText(), InputFormat.JSON);

  record Example(String name, String yaml, String plays) {
    @Override
    public String toString() {
      return name;
    }
  }

  private record Fence(String kind, String text) {}

  private static List<Fence> fences() throws IOException {
    return FENCE
        .matcher(Files.readString(GUIDE))
        .results()
        .map(match -> new Fence(match.group(1), match.group(2)))
        .toList();
  }

  static Stream<Example> examples() throws IOException {
    var fences = fences();
    var examples = new ArrayList<Example>();
    for (int i = 0; i < fences.size(); i++) {
      if (fences.get(i).kind().equals("yaml")) {
        assertThat(fences.get(i + 1).kind()).isEqualTo("play");
        var name = fences.get(i).text().lines().skip(1).findFirst().orElse("");
        examples.add(new Example(name, fences.get(i).text(), fences.get(i + 1).text()));
      }
    }
    return examples.stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void shouldPlayAsTheGuideSays(Example example) {
    var menu = DefinitionFile.trusted(example.yaml()).definition();

    assertThat(replay(menu, example.plays())).isEqualTo(example.plays().strip());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void shouldFitTheSchema(Example example) throws IOException {
    var json = new YAMLMapper().readTree(example.yaml()).toString();

    assertThat(SCHEMA.validate(json, InputFormat.JSON)).isEmpty();
  }

  @Test
  void shouldFitTheSchemaAsShipped() throws IOException {
    var json = new YAMLMapper().readTree(DefinitionFile.shippedText()).toString();

    assertThat(SCHEMA.validate(json, InputFormat.JSON)).isEmpty();
  }

  @Test
  void shouldRefuseTheBrokenExampleAsTheGuideSays() throws IOException {
    var broken = fences().stream().filter(it -> it.kind().equals("yaml refused")).findFirst();
    var problems = fences().stream().filter(it -> it.kind().equals("problems")).findFirst();

    var file = DefinitionFile.read(broken.orElseThrow().text(), Transfers.POSSIBLE);

    assertThat(file.checked()).isEmpty();
    assertThat(file.problems())
        .extracting(DefinitionProblem::toString)
        .containsExactlyElementsOf(problems.orElseThrow().text().lines().toList());
  }

  private static String replay(MenuDefinition menu, String plays) {
    var lines = new ArrayList<String>();
    for (var line : plays.lines().toList()) {
      if (line.startsWith("> ")) {
        lines.add(line);
        lines.addAll(play(menu, line.substring(2).split(" ", -1)));
      }
    }
    return String.join("\n", lines);
  }

  private static List<String> play(MenuDefinition menu, String[] words) {
    var tier = Tier.NONE;
    var source = CallSource.MENU;
    var at = Instant.parse("2026-11-20T10:00:00Z");
    int word = 0;
    for (; word < words.length && words[word].startsWith("--"); word += 2) {
      switch (words[word]) {
        case "--tier" -> tier = Tier.of(words[word + 1]);
        case "--source" -> source = CallSource.valueOf(words[word + 1].toUpperCase(Locale.ROOT));
        case "--at" -> at = Instant.parse(words[word + 1]);
        default -> throw new IllegalArgumentException(words[word]);
      }
    }
    var call = new MenuSimulator(menu, source, tier, at);
    var heard = new ArrayList<>(call.begin());
    for (; word < words.length; word++) {
      heard.addAll(call.move(words[word]));
    }
    return heard.stream().map(LanguageGuideTest::withoutTimes).toList();
  }

  private static String withoutTimes(String line) {
    return line.replaceAll("^.* → ", "").replaceAll(", after \\d+ s$", "").strip();
  }
}
