package io.switchboard.disposition;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.serialization.node.LocationJsonNodeFactoryFactory;
import com.networknt.schema.utils.JsonNodes;
import io.switchboard.contract.event.disposition.ClassifiedDisposition;
import io.switchboard.contract.event.disposition.Severity;
import io.switchboard.contract.json.Codes;
import io.switchboard.contract.json.JsonNumbers;
import io.switchboard.disposition.severity.Classification;
import io.switchboard.disposition.severity.DispositionRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Parses the text of a rules file and collects its problems with their line numbers. */
final class RulesFileParser {
  private static final YAMLFactory FACTORY =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final ObjectMapper YAML = new ObjectMapper(FACTORY);
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(RulesFile.schema(), InputFormat.JSON);

  private final List<RulesProblem> problems = new ArrayList<>();
  private final List<DispositionRule> rules = new ArrayList<>();
  private String version = "";

  private RulesFileParser() {}

  static RulesFileParser of(String text) {
    var parser = new RulesFileParser();
    var root = parser.parse(text);
    if (parser.problems.isEmpty()) {
      for (var error : SCHEMA.validate(root)) {
        parser.problem(
            lineOf(JsonNodes.get(root, error.getInstanceLocation())),
            (error.getInstanceLocation() + " " + error.getMessage()).strip());
      }
    }
    if (parser.problems.isEmpty()) {
      parser.read(root);
    }
    return parser;
  }

  List<RulesProblem> problems() {
    return problems;
  }

  List<DispositionRule> rules() {
    return rules;
  }

  /** The declared version, empty when there is none. */
  String version() {
    return version;
  }

  private JsonNode parse(String text) {
    try (var parser = FACTORY.createParser(text)) {
      refuseWhatTheTreeLoses(text);
      var nodes = LocationJsonNodeFactoryFactory.getInstance().getJsonNodeFactory(parser);
      JsonNode root = YAML.reader(nodes).readTree(parser);
      refuseAnotherDocument(parser);
      if (root != null) {
        return root;
      }
      problem(0, "the file is empty; `switchboard dispositions rules` prints one to begin with");
    } catch (JsonProcessingException e) {
      var line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      problem(line, "is not YAML: " + e.getOriginalMessage().lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException("a text cannot fail to be read", e);
    }
    return MissingNode.getInstance();
  }

  /** An empty one is none: some people end a file with ---. */
  private void refuseAnotherDocument(JsonParser parser) throws IOException {
    var token = parser.nextToken();
    while (token != null && token.isScalarValue() && parser.getText().isEmpty()) {
      token = parser.nextToken();
    }
    if (token != null) {
      problem(
          parser.currentTokenLocation().getLineNr(),
          "a second document (behind ---) is not read; put all rules under one 'rules:'");
    }
  }

  /** Jackson's tree has the name of a reference instead of its value, and 83 instead of 0123. */
  private void refuseWhatTheTreeLoses(String text) throws IOException {
    try (var parser = FACTORY.createParser(text)) {
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        var line = parser.currentTokenLocation().getLineNr();
        if (parser.isCurrentAlias()) {
          problem(
              line,
              "a reference (*%s) cannot be used here; write the value out again, or put quotes around it"
                  .formatted(parser.getText()));
        } else if (token.isNumeric()
            && parser.getParsingContext().inArray() // of codes
            && parser.getText().matches("[-+]?0[0-9_]+")) {
          problem(
              line,
              "a number with a leading zero needs quotes: \"%s\"".formatted(parser.getText()));
        }
      }
    }
  }

  private void read(JsonNode root) {
    version = root.path("version").asText("");
    Map<String, Integer> lineOfCode = new HashMap<>();
    Map<String, Integer> lineOfId = new HashMap<>();
    for (var node : root.path("rules")) {
      var id = node.path("id").asText();
      requireUnique(lineOfId, id, lineOf(node.path("id")), "rule id " + id);
      var codes = new ArrayList<String>();
      for (var code : node.path("codes")) {
        var text = text(code);
        codes.add(text);
        requireUnique(lineOfCode, text, lineOf(code), "code " + text);
      }
      var category = node.path("category").asText();
      if (category.equals(Classification.UNCLASSIFIED) || id.equals(Classification.UNCLASSIFIED)) {
        problem(
            lineOf(node), "unclassified is reserved for codes without a rule; use another name");
      }
      var severity = Severity.valueOf(node.path("severity").asText().toUpperCase(Locale.ROOT));
      rules.add(new DispositionRule(id, codes, category, severity));
    }
    addWarnings();
  }

  /** Reads a code as {@link CallResultReader} reads the codes of call results. */
  private static String text(JsonNode code) {
    return Codes.plain(code.isNumber() ? JsonNumbers.plain(code.decimalValue()) : code.asText());
  }

  private void requireUnique(Map<String, Integer> lineOf, String value, int line, String what) {
    var before = lineOf.putIfAbsent(value, line);
    if (before != null) {
      problem(line, what + " is already in line " + before);
    }
  }

  private void addWarnings() {
    if (rules.stream()
        .noneMatch(rule -> rule.category().equals(ClassifiedDisposition.DO_NOT_CALL))) {
      problems.add(
          new RulesProblem(
              0, "no rule has the category do_not_call: no call result will be an opt-out", false));
    }
    for (var rule : rules) {
      if (rule.category().equals(ClassifiedDisposition.DO_NOT_CALL)
          && rule.severity() != Severity.CRITICAL) {
        problems.add(
            new RulesProblem(0, "rule " + rule.id() + ": do_not_call is not critical", false));
      }
    }
  }

  private void problem(int line, String message) {
    problems.add(new RulesProblem(line, message, true));
  }

  private static int lineOf(JsonNode node) {
    var location = node == null ? null : JsonNodes.tokenStreamLocationOf(node);
    return location == null ? 0 : location.getLineNr();
  }
}
