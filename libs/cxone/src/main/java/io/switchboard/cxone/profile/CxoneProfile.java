package io.switchboard.cxone.profile;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One generation of CXone's APIs as data: how a token is got, paths, methods, bodies, and what
 * counts as success. The language of the files is described in docs/sink.md.
 *
 * @param name of a shipped profile, or the file
 * @param endpoints those that the profile offers
 * @param lists the lists that are read page by page, by name
 * @param instead what an administrator configures where there is no data action; null for nothing
 */
public record CxoneProfile(
    String name,
    Auth auth,
    Api api,
    Map<Operation, Endpoint> endpoints,
    Map<String, ListEndpoint> lists,
    @Nullable String instead) {

  /** The profile of the integration tutorial, the default. */
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
        return ProfileReader.read(nameOrFile, in);
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
      return ProfileReader.read(nameOrFile, in);
    }
  }

  /** The names of the profiles that ship with Switchboard. */
  public static List<String> shipped() {
    return List.of("tutorial", "nice");
  }

  /** The endpoint of an operation; empty when the profile does not offer it. */
  public Optional<Endpoint> endpoint(Operation operation) {
    return Optional.ofNullable(endpoints.get(operation));
  }

  /** Whether a path, query or body uses this value. */
  public boolean uses(String value) {
    return endpoints.values().stream()
        .anyMatch(endpoint -> endpoint.placeholders().contains(value));
  }

  /** This profile with another path or format of token requests; null keeps the profile's. */
  public CxoneProfile withTokenRequests(@Nullable String path, @Nullable Boolean json) {
    return new CxoneProfile(
        name, auth.withTokenRequests(path, json), api, endpoints, lists, instead);
  }
}
