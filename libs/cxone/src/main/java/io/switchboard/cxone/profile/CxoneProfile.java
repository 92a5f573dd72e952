package io.switchboard.cxone.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One generation of CXone's APIs as data: paths, methods, bodies, and what counts as success.
 *
 * <p>In a path, {@code {name}} is replaced by the percent-encoded value; in a body by {@link
 * BodyTemplate}.
 */
public record CxoneProfile(
    String name,
    TokenRequest token,
    Endpoint contact,
    Endpoint interaction,
    Endpoint outbound,
    Endpoint dataAction) {

  private static final YAMLMapper YAML = new YAMLMapper();

  /** The path of the token endpoint; the request body is JSON, or else a form. */
  public record TokenRequest(String path, boolean json) {}

  /**
   * One request.
   *
   * @param body template of the body
   * @param errorFields top-level response fields that mean an error even under a 2xx status, when
   *     they hold anything but null, false or an empty list, object or text
   * @param doneStatuses statuses outside 2xx that mean success
   */
  public record Endpoint(
      String method,
      String path,
      BodyTemplate body,
      Set<String> errorFields,
      Set<Integer> doneStatuses) {}

  /** The profile that ships with Switchboard. */
  public static CxoneProfile tutorial() {
    try {
      return load("tutorial");
    } catch (IOException e) {
      throw new UncheckedIOException("the profile tutorial is missing in this build", e);
    }
  }

  /** Loads a shipped profile by name, or any profile by the path of its .yaml file. */
  public static CxoneProfile load(String nameOrFile) throws IOException {
    if (nameOrFile.endsWith(".yaml")) {
      try (var in = Files.newInputStream(Path.of(nameOrFile))) {
        return read(nameOrFile, in);
      }
    }
    if (!nameOrFile.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException("neither a profile's name nor a .yaml file");
    }
    try (var in =
        CxoneProfile.class.getResourceAsStream(
            "/io/switchboard/cxone/profiles/" + nameOrFile + ".yaml")) {
      if (in == null) {
        throw new FileNotFoundException("there is no profile of that name");
      }
      return read(nameOrFile, in);
    }
  }

  private static CxoneProfile read(String name, InputStream in) throws IOException {
    var root = YAML.readTree(in);
    var token = root.path("token");
    return new CxoneProfile(
        name,
        new TokenRequest(text(token, "path"), token.path("format").asText("form").equals("json")),
        endpoint(root, "contact"),
        endpoint(root, "interaction"),
        endpoint(root, "outbound"),
        endpoint(root, "dataAction"));
  }

  private static Endpoint endpoint(JsonNode root, String name) {
    var node = root.path(name);
    if (node instanceof MissingNode) {
      throw new IllegalArgumentException("no " + name);
    }
    var errorFields = new ArrayList<String>();
    node.path("errorFields").forEach(field -> errorFields.add(field.asText()));
    var done = new ArrayList<Integer>();
    node.path("doneStatuses").forEach(status -> done.add(status.asInt()));
    return new Endpoint(
        text(node, "method"),
        text(node, "path"),
        new BodyTemplate(node.path("body")),
        Set.copyOf(errorFields),
        Set.copyOf(done));
  }

  private static String text(JsonNode node, String field) {
    var text = node.path(field).asText("");
    if (text.isBlank()) {
      throw new IllegalArgumentException("no " + field);
    }
    return text;
  }

  /** This profile with another token endpoint. */
  public CxoneProfile withToken(TokenRequest other) {
    return new CxoneProfile(name, other, contact, interaction, outbound, dataAction);
  }

  /** The names of the profiles that ship with Switchboard. */
  public static List<String> shipped() {
    return List.of("tutorial");
  }
}
