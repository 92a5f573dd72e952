package io.switchboard.ingress.nice;

import io.switchboard.contract.settings.Environment;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where the recordings of a menu stand in CXone. A menu definition names each recording by its URL;
 * a Studio script and the Virtual Agent Hub play files of the tenant, such as {@code
 * prompts\welcome.wav}. A URL that begins with a known prefix becomes the path behind it, with
 * backslashes; every other URL stays as it is.
 */
public final class PromptPaths {
  /** No URL is mapped. */
  public static final PromptPaths NONE = new PromptPaths(List.of());

  private static final String SETTING = "CXONE_PROMPT_PATHS";
  private static final String EXAMPLE = "https://cdn.example.com/prompts/=prompts\\";

  private final List<Mapping> mappings;

  private record Mapping(String url, String path) {}

  private PromptPaths(List<Mapping> mappings) {
    this.mappings =
        mappings.stream()
            .sorted(Comparator.comparingInt((Mapping it) -> it.url().length()).reversed())
            .toList();
  }

  /** Reads {@code CXONE_PROMPT_PATHS}. */
  public static PromptPaths read(Environment environment) {
    return environment.parsed(SETTING, () -> NONE, EXAMPLE, PromptPaths::parse);
  }

  /**
   * Pairs of a URL prefix and the folder that stands for it, separated by commas.
   *
   * @param text for example {@code https://cdn.example.com/prompts/=prompts\}
   * @throws IllegalArgumentException saying what is wrong
   */
  public static PromptPaths parse(String text) {
    var mappings = new ArrayList<Mapping>();
    for (var pair : text.split(",", -1)) {
      var separator = pair.lastIndexOf('=');
      if (separator < 0) {
        throw new IllegalArgumentException("must be pairs of URL=folder, separated by commas");
      }
      var url = pair.substring(0, separator).strip();
      if (!url.startsWith("https://")) {
        throw new IllegalArgumentException("must map URLs that begin with https://");
      }
      mappings.add(new Mapping(url, pair.substring(separator + 1).strip()));
    }
    return new PromptPaths(mappings);
  }

  /** The path of a recording in CXone, or the URL when no prefix of it is mapped. */
  public String of(String url) {
    for (var mapping : mappings) {
      if (url.startsWith(mapping.url())) {
        return mapping.path() + path(url.substring(mapping.url().length()));
      }
    }
    return url;
  }

  private static String path(String rest) {
    var query = rest.indexOf('?');
    var name = query < 0 ? rest : rest.substring(0, query);
    return decoded(name).replace('/', '\\');
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return name; // a lone % is part of the name
    }
  }
}
