package io.switchboard.ivr.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.ivr.definition.DefinitionProblem.Fault;
import io.switchboard.ivr.definition.checking.DefinitionCheck;
import io.switchboard.ivr.definition.reading.DefinitionReader;
import io.switchboard.ivr.definition.reading.Diagnostics;
import io.switchboard.ivr.definition.reading.SourcePosition;
import io.switchboard.ivr.menu.MenuDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A menu definition as written (YAML, or the JSON of the log, which is YAML too), read and checked.
 *
 * @param checked present when there is no problem
 * @param problems by line
 */
public record DefinitionFile(
    Optional<CheckedDefinition> checked, List<DefinitionProblem> problems) {
  /** A definition is sent in one record. */
  private static final int MAX_CHARACTERS = 256 * 1024;

  /** The assumption of the check about the deployment. */
  public enum Transfers {
    /** TRANSFER_URL is set, or irrelevant. */
    POSSIBLE,
    /** TRANSFER_URL is not set: a menu with a transfer cannot work. */
    IMPOSSIBLE
  }

  /** Reads and checks a file's text. */
  public static DefinitionFile read(String text, Transfers transfers) {
    var diagnostics = new Diagnostics();
    var root = compose(text, diagnostics);
    if (root == null) {
      return new DefinitionFile(Optional.empty(), diagnostics.problems());
    }
    var body = DefinitionWriter.write(root);
    var definition = new DefinitionReader(diagnostics).read(root, DefinitionWriter.hash(body));
    definition.ifPresent(menu -> new DefinitionCheck(menu, diagnostics, transfers).run());
    if (diagnostics.problems().isEmpty()) {
      definition.ifPresent(menu -> requireToBeReadBack(menu, body, diagnostics));
    }
    var problems = diagnostics.problems();
    return new DefinitionFile(
        problems.isEmpty()
            ? definition.map(menu -> new CheckedDefinition(menu, body))
            : Optional.empty(),
        problems);
  }

  /**
   * The services read the body, and not the file: what they would refuse or read as another menu is
   * refused here, before it is activated.
   */
  private static void requireToBeReadBack(
      MenuDefinition menu, JsonNode body, Diagnostics diagnostics) {
    var again = new Diagnostics();
    var root = compose(body.toString(), again);
    var read =
        root == null || !DefinitionWriter.write(root).equals(body)
            ? Optional.empty()
            : new DefinitionReader(again).read(root, menu.hash());
    var problems = again.problems();
    if (!problems.isEmpty() || !read.equals(Optional.of(menu))) {
      diagnostics.add(
          new SourcePosition(1, 1),
          Fault.WRONG_VALUE,
          "as published JSON, this menu "
              + (problems.isEmpty()
                  ? "would be another one"
                  : "could not be read: " + problems.getFirst().message()),
          "put quotes around its texts, leave out special characters, or make it smaller");
    }
  }

  /** Reads a definition that has been checked before: from the log, or shipped. */
  public static CheckedDefinition trusted(String text) {
    var file = read(text, Transfers.POSSIBLE);
    return file.checked()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "not a usable menu definition: "
                        + file.problems().stream()
                            .map(DefinitionProblem::toString)
                            .collect(Collectors.joining("; "))));
  }

  /**
   * Reads a body that an earlier version has checked and that calls are pinned to: the stricter
   * check of a later version does not apply.
   */
  public static MenuDefinition stored(String text, String hash) {
    var diagnostics = new Diagnostics();
    var root = compose(text, diagnostics);
    return Optional.ofNullable(root)
        .flatMap(node -> new DefinitionReader(diagnostics).read(node, hash))
        .orElseThrow(() -> new IllegalArgumentException("a stored definition is not readable"));
  }

  /** The definition that is shipped with this version. */
  public static CheckedDefinition shipped() {
    return trusted(shippedText());
  }

  /** The text of the shipped ivr.yaml. */
  public static String shippedText() {
    return resource("/ivr.yaml");
  }

  /** The JSON Schema of the language, for editors. */
  public static String schemaText() {
    return resource("/ivr.schema.json");
  }

  private static String resource(String name) {
    try (InputStream in = DefinitionFile.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the shipped " + name + " cannot be read", e);
    }
  }

  /** The menu of a file without problems, for commands that only display it. */
  public Optional<MenuDefinition> definition() {
    return checked.map(CheckedDefinition::definition);
  }

  private static @Nullable Node compose(String text, Diagnostics diagnostics) {
    var options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setNestingDepthLimit(20);
    options.setAllowDuplicateKeys(true); // reported with their line by the reader
    try {
      for (var event : new Yaml(options).parse(new StringReader(text))) {
        if (event instanceof AliasEvent) { // one may contain itself
          diagnostics.add(
              SourcePosition.of(event.getStartMark()),
              Fault.SYNTAX,
              "references (*name) cannot be used here",
              "put quotes around the key *, or write it out again");
          return null;
        }
      }
      var node = new Yaml(options).compose(new StringReader(text));
      if (node == null) {
        diagnostics.add(
            new SourcePosition(1, 1), Fault.SYNTAX, "the file is empty", "begin with 'version: 1'");
      }
      return node;
    } catch (MarkedYAMLException e) {
      var mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
      diagnostics.add(
          mark == null ? new SourcePosition(1, 1) : SourcePosition.of(mark),
          Fault.SYNTAX,
          "this is not YAML: " + e.getProblem(),
          "put quotes around * and #, and indent with blanks");
    } catch (YAMLException e) {
      diagnostics.add(
          new SourcePosition(1, 1), Fault.SYNTAX, "this is not YAML: " + e.getMessage(), null);
    }
    return null;
  }
}
