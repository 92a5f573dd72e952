package io.switchboard.ivr.definition.reading;

import io.switchboard.ivr.definition.DefinitionProblem.Fault;
import io.switchboard.ivr.menu.AttemptLimit;
import io.switchboard.ivr.menu.InputRules;
import io.switchboard.ivr.menu.Node;
import io.switchboard.ivr.menu.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one node, and the fields that nodes and defaults share. */
final class NodeReader {
  static final List<String> LISTENING =
      List.of(
          "prompts",
          "promptSeconds",
          "firstDigitSeconds",
          "interDigitSeconds",
          "terminators",
          "noInput",
          "noMatch",
          "attempts");
  private static final List<String> TYPES = List.of("menu", "collect", "say", "hours");

  /** Quantified groups and * and + can take a matcher minutes, and digits do not need them. */
  private static final Pattern COSTLY_PATTERN = Pattern.compile("[*+]|\\)[{?]|\\\\[1-9]");

  private static final int MAX_DIGITS = 32;

  private final Diagnostics diagnostics;
  private final TargetReader targets;
  private final PromptReader prompts;

  NodeReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.targets = new TargetReader(diagnostics);
    this.prompts = new PromptReader(diagnostics);
  }

  /** Empty when its type is unknown. */
  Optional<Node> read(YamlMapping node, Defaults defaults) {
    var type = node.required("type", "type: menu").flatMap(it -> node.text(it, "'type'"));
    return switch (type.orElse("")) {
      case "menu" -> Optional.of(menu(node, defaults));
      case "collect" -> Optional.of(collect(node, defaults));
      case "say" -> Optional.of(say(node, defaults));
      case "hours" -> Optional.of(hours(node));
      case "" -> Optional.empty();
      default -> {
        diagnostics.add(
            diagnostics.position(node.path() + "/type"),
            Fault.WRONG_VALUE,
            "'" + type.get() + "' is not a type of node",
            Optional.ofNullable(SpellingSuggestion.didYouMean(type.get(), TYPES))
                .orElse("known are " + String.join(", ", TYPES)));
        yield Optional.empty();
      }
    };
  }

  private Node menu(YamlMapping node, Defaults defaults) {
    node.allowOnly(with(LISTENING, "type", "choices", "globals"));
    var choices =
        node.required("choices", "choices: {\"1\": sales}")
            .flatMap(it -> YamlMapping.of(it, node.path() + "/choices", "'choices'", diagnostics))
            .map(this::keys)
            .orElse(Map.of());
    return new Node.Menu(choices, inputRules(node, defaults));
  }

  /** Reads keys and their targets. */
  Map<String, Target> keys(YamlMapping mapping) {
    Map<String, Target> keys = new LinkedHashMap<>();
    for (var field : mapping.fields().values()) {
      if (!KeypadKeys.areKeys(field.name())) {
        diagnostics.add(
            field.position(),
            Fault.WRONG_VALUE,
            "'" + field.name() + "' cannot be pressed",
            "keys are 0-9, A-D, \"*\" and \"#\"");
      }
      keys.put(field.name(), targets.read(field.value(), mapping.path() + "/" + field.name()));
    }
    return keys;
  }

  private Node collect(YamlMapping node, Defaults defaults) {
    node.allowOnly(
        with(LISTENING, "type", "min", "max", "pattern", "sensitive", "next", "globals"));
    node.required("max", "max: 10");
    var max = node.number("max", 1, 1, MAX_DIGITS);
    var min = node.number("min", max, 1, MAX_DIGITS);
    if (min > max) {
      diagnostics.add(
          diagnostics.position(node.path() + "/min"),
          Fault.WRONG_VALUE,
          "min " + min + " is more than max " + max,
          null);
    }
    return new Node.Collect(
        min,
        max,
        pattern(node),
        node.flag("sensitive", false),
        next(node),
        inputRules(node, defaults));
  }

  private @Nullable String pattern(YamlMapping node) {
    var pattern = node.text("pattern");
    if (pattern == null) {
      return null;
    }
    var position = node.value("pattern").map(SourcePosition::of).orElse(node.position());
    var quantifiers = pattern.chars().filter(c -> c == '{' || c == '?').count();
    if (pattern.length() > 80 || quantifiers > 4 || COSTLY_PATTERN.matcher(pattern).find()) {
      diagnostics.add(
          position,
          Fault.WRONG_VALUE,
          "this pattern could take long to match: no * or +, no repeated groups, at most four {…}",
          "for example [1-9]\\d{7}");
      return null;
    }
    try {
      Pattern.compile(pattern);
      return pattern;
    } catch (PatternSyntaxException e) {
      diagnostics.add(
          position, Fault.WRONG_VALUE, "this is not a pattern: " + e.getDescription(), "[0-9]{8}");
      return null;
    }
  }

  private Node say(YamlMapping node, Defaults defaults) {
    node.allowOnly(List.of("type", "prompts", "promptSeconds", "next", "globals"));
    return new Node.Say(
        node.value("prompts")
            .map(it -> prompts.read(it, node.path() + "/prompts"))
            .orElse(PromptReader.NONE), // the prompt of the menus would be wrong
        node.number("promptSeconds", defaults.promptSeconds(), 1, 600),
        node.flag("globals", true),
        next(node));
  }

  private Node hours(YamlMapping node) {
    node.allowOnly(List.of("type", "zone", "times", "holidays", "open", "closed", "holiday"));
    var hours = new HoursReader(diagnostics).read(node);
    var closed = target(node, "closed");
    return new Node.Hours(
        hours,
        target(node, "open"),
        closed,
        node.value("holiday").map(it -> targets.read(it, node.path() + "/holiday")).orElse(closed));
  }

  private Target next(YamlMapping node) {
    return target(node, "next");
  }

  private Target target(YamlMapping node, String name) {
    return node.required(name, name + ": main_menu")
        .map(it -> targets.read(it, node.path() + "/" + name))
        .orElse(new Target.Hangup());
  }

  private InputRules inputRules(YamlMapping node, Defaults defaults) {
    var own = defaults(node, defaults);
    return new InputRules(
        own.prompts(),
        own.promptSeconds(),
        own.firstDigitSeconds(),
        own.interDigitSeconds(),
        own.terminators(),
        own.noInput(),
        own.noMatch(),
        own.attempts(),
        node.flag("globals", true));
  }

  /** The values of a mapping, over inherited ones. */
  Defaults defaults(YamlMapping node, Defaults from) {
    return new Defaults(
        node.value("prompts")
            .map(it -> prompts.read(it, node.path() + "/prompts"))
            .orElse(from.prompts()),
        node.number("promptSeconds", from.promptSeconds(), 1, 600),
        node.number("firstDigitSeconds", from.firstDigitSeconds(), 1, 300),
        node.number("interDigitSeconds", from.interDigitSeconds(), 1, 60),
        terminators(node, from),
        limit(node, "noInput").orElse(from.noInput()),
        limit(node, "noMatch").orElse(from.noMatch()),
        limit(node, "attempts").or(() -> Optional.ofNullable(from.attempts())).orElse(null));
  }

  private List<String> terminators(YamlMapping node, Defaults from) {
    if (!node.has("terminators")) {
      return from.terminators();
    }
    var terminators = new ArrayList<String>();
    for (var key : node.texts("terminators")) {
      if (!KeypadKeys.isKey(key.getValue())) {
        diagnostics.add(
            SourcePosition.of(key),
            Fault.WRONG_VALUE,
            "a terminator is one key",
            "for example \"#\"");
      } else if (terminators.contains(key.getValue())) {
        diagnostics.add(
            SourcePosition.of(key),
            Fault.DUPLICATE_DIGIT,
            "'" + key.getValue() + "' ends an entry twice",
            "keep one of them");
      } else {
        terminators.add(key.getValue());
      }
    }
    return terminators;
  }

  private Optional<AttemptLimit> limit(YamlMapping node, String name) {
    return node.mapping(name)
        .map(
            limit -> {
              limit.allowOnly(List.of("max", "then"));
              var then =
                  limit
                      .value("then")
                      .map(it -> targets.read(it, limit.path() + "/then"))
                      .orElse(new Target.Hangup());
              return new AttemptLimit(limit.number("max", 1, 1, 100), then);
            });
  }

  private static List<String> with(List<String> some, String... more) {
    return Stream.concat(Stream.of(more), some.stream()).toList();
  }
}
