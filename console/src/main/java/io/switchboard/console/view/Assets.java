package io.switchboard.console.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.webjars.WebJarVersionLocator;

/**
 * The addresses of styles and scripts. Each holds a version, so that browsers may keep the files
 * for ever.
 */
public final class Assets {
  private final WebJarVersionLocator webJars = new WebJarVersionLocator();
  private final String version = hash("console.css", "console.js");

  /** A file of a WebJar, for example {@code ("htmx.org", "dist/htmx.min.js")}. */
  public String webJar(String name, String file) {
    var path = webJars.path(name, file);
    if (path == null) {
      throw new IllegalStateException("the WebJar " + name + " is not on the class path");
    }
    return "/webjars/" + path;
  }

  /** A file of ours. */
  public String own(String file) {
    return "/assets/" + file + "?v=" + version;
  }

  private static String hash(String... files) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var file : files) {
        try (var in = Assets.class.getResourceAsStream("/console/" + file)) {
          if (in == null) {
            throw new IllegalStateException(file + " is not on the class path");
          }
          digest.update(in.readAllBytes());
        }
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
