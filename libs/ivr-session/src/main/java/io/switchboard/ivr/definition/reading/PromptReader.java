package io.switchboard.ivr.definition.reading;

import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.ivr.definition.DefinitionProblem.Fault;
import io.switchboard.ivr.menu.Prompts;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Reads prompts: one URL for all callers, URLs by tier, or either of them for the first, the
 * repeated and the escalated time.
 */
final class PromptReader {
  private static final List<String> VARIANTS = List.of("first", "repeated", "escalated");
  private static final List<String> TIERS =
      Stream.concat(
              Stream.of(Prompts.DEFAULT),
              Arrays.stream(Tier.values()).filter(tier -> tier != Tier.NONE).map(Tier::wireName))
          .toList();

  static final Prompts NONE = new Prompts(Map.of(), Map.of(), Map.of());

  private final Diagnostics diagnostics;

  PromptReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  Prompts read(Node node, String path) {
    diagnostics.remember(path, SourcePosition.of(node));
    if (node instanceof ScalarNode) {
      return new Prompts(tiers(node, path), Map.of(), Map.of());
    }
    var mapping = YamlMapping.of(node, path, "'prompts'", diagnostics);
    if (mapping.isEmpty()) {
      return NONE;
    }
    if (mapping.get().fields().keySet().stream().noneMatch(VARIANTS::contains)) {
      return new Prompts(tiers(node, path), Map.of(), Map.of());
    }
    mapping.get().allowOnly(VARIANTS);
    return new Prompts(
        variant(mapping.get(), "first"),
        variant(mapping.get(), "repeated"),
        variant(mapping.get(), "escalated"));
  }

  private Map<String, String> variant(YamlMapping mapping, String name) {
    return mapping
        .value(name)
        .map(node -> tiers(node, mapping.path() + "/" + name))
        .orElse(Map.of());
  }

  private Map<String, String> tiers(Node node, String path) {
    if (node instanceof ScalarNode scalar) {
      checkUrl(scalar);
      return Map.of(Prompts.DEFAULT, scalar.getValue());
    }
    Map<String, String> urls = new TreeMap<>();
    YamlMapping.of(node, path, "prompts by tier", diagnostics)
        .ifPresent(
            mapping -> {
              mapping.allowOnly(TIERS);
              for (var field : mapping.fields().values()) {
                if (field.value() instanceof ScalarNode url) {
                  checkUrl(url);
                  urls.put(field.name(), url.getValue());
                } else {
                  diagnostics.add(
                      SourcePosition.of(field.value()),
                      Fault.WRONG_VALUE,
                      "this must be a URL",
                      null);
                }
              }
            });
    return urls;
  }

  private void checkUrl(ScalarNode node) {
    var url = node.getValue();
    if (url.startsWith("http://")) {
      diagnostics.add(
          SourcePosition.of(node),
          Fault.INSECURE_URL,
          "prompts are fetched over https only",
          "write https://" + url.substring("http://".length()));
    } else if (!isHttps(url)) {
      diagnostics.add(
          SourcePosition.of(node),
          Fault.WRONG_VALUE,
          "'" + url + "' is not a URL",
          "for example https://cdn.example.com/prompts/menu.wav");
    }
  }

  private static boolean isHttps(String url) {
    try {
      var uri = URI.create(url);
      return "https".equals(uri.getScheme()) && uri.getHost() != null;
    } catch (IllegalArgumentException _) {
      return false; // not a URL: a regular result
    }
  }
}
