package io.switchboard.disposition;

import io.switchboard.contract.headers.EventId;
import io.switchboard.disposition.severity.DispositionRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads dispositions.yaml (code → category → severity), checked by its JSON Schema and by the rules
 * that no schema can express.
 */
public final class RulesFile {
  private static final String SHIPPED = "dispositions.yaml";
  private static final String SCHEMA = "dispositions.schema.json";
  private static final int VERSION_DIGITS = 12;

  private RulesFile() {}

  /** The rules that are shipped with this version. */
  public static DispositionRules shipped() {
    return usable(SHIPPED, shippedText());
  }

  /** The text of the shipped rules, as a file to start from. */
  public static String shippedText() {
    return resource(SHIPPED);
  }

  /** The published JSON Schema of rules files. */
  public static String schema() {
    return resource(SCHEMA);
  }

  /**
   * Rules from a file.
   *
   * @throws IllegalArgumentException naming every fatal problem with its line
   */
  public static DispositionRules read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("is not UTF-8; save it as UTF-8: " + file, e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be read: " + file, e);
    }
    return usable(file.toString(), text);
  }

  /** Checks a rules file and returns every problem. */
  public static RulesCheck check(String text) {
    var reading = RulesFileParser.of(text);
    if (reading.problems().stream().anyMatch(RulesProblem::fatal)) {
      return new RulesCheck(Optional.empty(), reading.problems());
    }
    var rules = new DispositionRules(version(reading.version(), text), reading.rules());
    return new RulesCheck(Optional.of(rules), reading.problems());
  }

  private static DispositionRules usable(String name, String text) {
    var check = check(text);
    return check
        .rules()
        .orElseThrow(() -> new IllegalArgumentException(name + ": " + fatal(check.problems())));
  }

  private static String fatal(List<RulesProblem> problems) {
    return problems.stream()
        .filter(RulesProblem::fatal)
        .map(RulesProblem::toString)
        .collect(Collectors.joining("; "));
  }

  /**
   * The declared version with a hash of the content, so that two different files never have one
   * version; the hash alone when no version is declared.
   */
  private static String version(String declared, String text) {
    var content = EventId.sha256(text).substring(0, VERSION_DIGITS);
    return declared.isEmpty() ? content : declared + "+" + content;
  }

  private static String resource(String name) {
    try (var in = RulesFile.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the shipped " + name + " cannot be read", e);
    }
  }
}
