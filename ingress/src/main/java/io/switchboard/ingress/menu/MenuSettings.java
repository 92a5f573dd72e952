package io.switchboard.ingress.menu;

import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.settings.DefaultRegion;
import io.switchboard.contract.settings.DeploymentMode;
import io.switchboard.contract.settings.Environment;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the menu webhook has to know about this deployment.
 *
 * @param publicUrl where CXone reaches us ({@code PUBLIC_URL}), without a slash at the end; https
 *     in production
 * @param transferUrl where a transferred call goes on ({@code TRANSFER_URL})
 * @param turns whether nextUrl carries the turn ({@code MENU_TURNS})
 * @param region how national numbers are read ({@code DNC_DEFAULT_REGION})
 * @param database where profiles stand ({@code DATABASE_URL}); null in development for none, so
 *     that every caller is of tier standard
 */
public record MenuSettings(
    String publicUrl,
    String transferUrl,
    boolean turns,
    String region,
    @Nullable DatabaseSettings database) {

  /** The path of the menu webhook. */
  public static final String PATH = "/webhook/ivr-menu";

  private static final String PUBLIC_EXAMPLE = "https://switchboard.example.com";
  private static final String TRANSFER_EXAMPLE = "https://switchboard.example.com/transfer";

  public MenuSettings {
    publicUrl = publicUrl.replaceAll("/+$", "");
  }

  /**
   * Reads the settings. Both URLs are required in production; in development they default to the
   * address that ingress is served at.
   *
   * @param servedAt for example http://127.0.0.1:8080
   */
  public static MenuSettings read(Environment environment, String servedAt) {
    var mode = DeploymentMode.read(environment);
    return new MenuSettings(
        url(environment, mode, "PUBLIC_URL", () -> servedAt, PUBLIC_EXAMPLE),
        url(environment, mode, "TRANSFER_URL", () -> servedAt + "/transfer", TRANSFER_EXAMPLE),
        environment.flag("MENU_TURNS", false),
        DefaultRegion.read(environment),
        database(environment, mode));
  }

  private static @Nullable DatabaseSettings database(Environment environment, DeploymentMode mode) {
    return mode == DeploymentMode.PRODUCTION || environment.text("DATABASE_URL").isPresent()
        ? DatabaseSettings.read(environment)
        : null;
  }

  private static String url(
      Environment environment,
      DeploymentMode mode,
      String name,
      Supplier<String> otherwise,
      String example) {
    if (mode == DeploymentMode.PRODUCTION) {
      environment.required(name, example);
    }
    return environment.parsed(name, otherwise, example, text -> checked(text, mode));
  }

  private static String checked(String text, DeploymentMode mode) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException("is not a URL");
    }
    if (uri.getHost() == null
        || !("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
      throw new IllegalArgumentException("must be an absolute https URL");
    }
    if (mode == DeploymentMode.PRODUCTION && !"https".equals(uri.getScheme())) {
      throw new IllegalArgumentException("must begin with https:// in production");
    }
    return text;
  }
}
