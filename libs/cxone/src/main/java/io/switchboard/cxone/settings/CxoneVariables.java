package io.switchboard.cxone.settings;

import io.switchboard.cxone.profile.CxoneProfile;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Reads single variables and collects problems; a problem never contains the value. */
final class CxoneVariables {
  private final Function<String, Optional<String>> text;
  private final CxoneSettings.Problems problems;

  CxoneVariables(Function<String, Optional<String>> text, CxoneSettings.Problems problems) {
    this.text = text;
    this.problems = problems;
  }

  String required(String name, String example) {
    var value = text.apply(name);
    if (value.isEmpty()) {
      problems.add(name, "is not set, but CXONE_BASE_URL is", example);
    }
    return value.orElse("");
  }

  int number(String name, int defaultValue, int min, int max) {
    var value = text.apply(name);
    if (value.isEmpty()) {
      return defaultValue;
    }
    if (value.get().matches("\\d{1,9}")) {
      var number = Integer.parseInt(value.get());
      if (number >= min && number <= max) {
        return number;
      }
    }
    problems.add(
        name, "must be a whole number from " + min + " to " + max, String.valueOf(defaultValue));
    return defaultValue;
  }

  String word(String name, String defaultValue, String... words) {
    var value = text.apply(name).map(word -> word.toLowerCase(Locale.ROOT));
    if (value.isPresent() && !List.of(words).contains(value.get())) {
      problems.add(name, "must be one of " + String.join(", ", words), words[0]);
      return defaultValue;
    }
    return value.orElse(defaultValue);
  }

  Optional<URI> url(String name, String example, String... schemes) {
    var value = text.apply(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      var url = URI.create(value.get().replaceAll("/+$", ""));
      var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      if (List.of(schemes).contains(scheme) && url.getHost() != null && plain(url)) {
        return Optional.of(url);
      }
    } catch (IllegalArgumentException _) {
      // reported below without the value, which may contain a secret
    }
    problems.add(
        name,
        "must be a URL with "
            + String.join(":// or ", schemes)
            + ":// and a host, without user, query and fragment",
        example);
    return Optional.empty();
  }

  CxoneProfile profile() {
    var name = text.apply("CXONE_PROFILE").orElse("tutorial");
    try {
      var profile = CxoneProfile.load(name);
      var path = text.apply("CXONE_TOKEN_PATH").orElse(profile.token().path());
      if (!path.startsWith("/")) {
        problems.add("CXONE_TOKEN_PATH", "must begin with a slash", "/oauth/token");
      }
      var format =
          word("CXONE_TOKEN_FORMAT", profile.token().json() ? "json" : "form", "form", "json");
      return profile.withToken(new CxoneProfile.TokenRequest(path, format.equals("json")));
    } catch (IOException | IllegalArgumentException e) {
      problems.add("CXONE_PROFILE", "cannot be used: " + e.getMessage(), "tutorial");
      return CxoneProfile.tutorial();
    }
  }

  private static boolean plain(URI url) {
    return url.getRawUserInfo() == null
        && url.getRawQuery() == null
        && url.getRawFragment() == null;
  }
}
