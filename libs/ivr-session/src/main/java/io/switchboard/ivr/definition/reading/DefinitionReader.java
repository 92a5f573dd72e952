package io.switchboard.ivr.definition.reading;

import io.switchboard.ivr.definition.DefinitionProblem.Fault;
import io.switchboard.ivr.menu.MenuDefinition;
import io.switchboard.ivr.menu.Node;
import io.switchboard.ivr.menu.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a whole definition; problems are reported to the diagnostics, and the rest is still a
 * definition.
 */
public final class DefinitionReader {
  private static final List<String> FIELDS =
      List.of("version", "name", "root", "defaults", "limits", "globals", "nodes");
  private static final int MAX_STEPS_LIMIT = 500;
  private static final int DEFAULT_STEPS = 100;

  private final Diagnostics diagnostics;
  private final NodeReader nodes;
  private final TargetReader targets;

  public DefinitionReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.nodes = new NodeReader(diagnostics);
    this.targets = new TargetReader(diagnostics);
  }

  public Optional<MenuDefinition> read(org.yaml.snakeyaml.nodes.Node root, String hash) {
    return YamlMapping.of(root, "", "a menu definition", diagnostics).map(file -> read(file, hash));
  }

  private MenuDefinition read(YamlMapping file, String hash) {
    file.allowOnly(FIELDS);
    file.required("version", "version: 1");
    file.number("version", 1, 1, 1);
    var defaults = file.mapping("defaults").map(this::defaults).orElse(Defaults.BUILT_IN);
    var globals = file.mapping("globals").map(this::globals).orElse(Map.of());
    var limits = file.mapping("limits");
    limits.ifPresent(it -> it.allowOnly(List.of("maxSteps", "then")));
    var exhausted =
        limits
            .flatMap(it -> it.value("then"))
            .map(it -> targets.readAction(it, "/limits/then"))
            .orElse(new Target.Hangup());
    return new MenuDefinition(
        hash,
        name(file),
        file.required("root", "root: main_menu").flatMap(it -> file.text(it, "'root'")).orElse(""),
        nodes(file, defaults),
        globals,
        limits
            .map(it -> it.number("maxSteps", DEFAULT_STEPS, 2, MAX_STEPS_LIMIT))
            .orElse(DEFAULT_STEPS),
        exhausted);
  }

  private String name(YamlMapping file) {
    var name =
        file.required("name", "name: our-menu").flatMap(it -> file.text(it, "'name'")).orElse("");
    if (!name.matches("[^\\p{Cntrl}]{0,80}")) {
      diagnostics.add(
          diagnostics.position("/name"),
          Fault.WRONG_VALUE,
          "a name has at most 80 characters",
          null);
    }
    return name;
  }

  private Defaults defaults(YamlMapping mapping) {
    mapping.allowOnly(NodeReader.LISTENING);
    return nodes.defaults(mapping, Defaults.BUILT_IN);
  }

  private Map<String, Target> globals(YamlMapping mapping) {
    for (var field : mapping.fields().values()) {
      if (field.name().length() > 1) {
        diagnostics.add(
            field.position(),
            Fault.WRONG_VALUE,
            "a global is one key",
            "for example \"0\": transfer");
      }
    }
    return nodes.keys(mapping);
  }

  private Map<String, Node> nodes(YamlMapping file, Defaults defaults) {
    Map<String, Node> all = new LinkedHashMap<>();
    var mapping =
        file.required("nodes", "nodes: {main_menu: {type: menu, choices: {\"1\": complete}}}")
            .flatMap(it -> YamlMapping.of(it, "/nodes", "'nodes'", diagnostics));
    if (mapping.isEmpty()) {
      return all;
    }
    for (var field : mapping.get().fields().values()) {
      checkName(field);
      YamlMapping.of(field.value(), "/nodes/" + field.name(), "a node", diagnostics)
          .flatMap(node -> nodes.read(node, defaults))
          .ifPresent(node -> all.put(field.name(), node));
    }
    return all;
  }

  private void checkName(YamlMapping.Field field) {
    if (TargetReader.ACTIONS.contains(field.name())) {
      diagnostics.add(
          field.position(),
          Fault.WRONG_VALUE,
          "'" + field.name() + "' is an action and cannot be a node's name",
          "call it " + field.name() + "_menu");
    } else if (!field.name().matches("[A-Za-z][A-Za-z0-9_-]{0,63}")) {
      diagnostics.add(
          field.position(),
          Fault.WRONG_VALUE,
          "a node's name has letters, digits, '_' and '-' and begins with a letter",
          "for example main_menu");
    }
  }
}
