package io.switchboard.ingress.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Swagger UI for openapi.yaml, from its WebJar: the browser loads nothing from elsewhere. */
final class ApiDocs {
  static final String PATH = "/docs";

  /** Scripts and styles from here only; Swagger UI draws its icons as data URLs. */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String OURS = "/docs/";
  private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/" + version() + "/";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final Map<String, Asset> ASSETS =
      Map.of(
          "index.html", new Asset("text/html; charset=utf-8", OURS + "index.html"),
          "initializer.js", new Asset(SCRIPT, OURS + "initializer.js"),
          "swagger-ui-bundle.js", new Asset(SCRIPT, WEBJAR + "swagger-ui-bundle.js"),
          "swagger-ui.css", new Asset("text/css; charset=utf-8", WEBJAR + "swagger-ui.css"),
          "favicon-32x32.png", new Asset("image/png", WEBJAR + "favicon-32x32.png"));

  private ApiDocs() {}

  /** A file of the page. */
  record Asset(String contentType, String resource) {
    byte[] bytes() {
      try (var in = open(resource)) {
        return Objects.requireNonNull(in, resource).readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(resource + " cannot be read", e);
      }
    }
  }

  /** A file by its name, if the page has it. */
  static Optional<Asset> asset(String name) {
    return Optional.ofNullable(ASSETS.get(name));
  }

  private static String version() {
    var properties = new Properties();
    try (var in = open("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
      properties.load(Objects.requireNonNull(in, "the WebJar of Swagger UI"));
    } catch (IOException e) {
      throw new UncheckedIOException("the WebJar of Swagger UI cannot be read", e);
    }
    return properties.getProperty("version");
  }

  private static @Nullable InputStream open(String resource) {
    return ApiDocs.class.getResourceAsStream(resource);
  }
}
