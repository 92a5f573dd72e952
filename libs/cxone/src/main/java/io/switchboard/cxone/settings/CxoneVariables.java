package io.switchboard.cxone.settings;

import io.switchboard.cxone.profile.CxoneProfile;
import io.switchboard.cxone.profile.Operation;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads single variables and collects problems; a problem never contains the value. */
final class CxoneVariables {
  private static final String ID = "[\\w.-]{1,64}";

  private final Function<String, Optional<String>> text;
  private final CxoneSettings.Problems problems;

  CxoneVariables(Function<String, Optional<String>> text, CxoneSettings.Problems problems) {
    this.text = text;
    this.problems = problems;
  }

  /** All variables are read, so that every wrong one is reported at once. */
  Optional<CxoneSettings> settings() {
    var profile = profile();
    var base = url("CXONE_BASE_URL", "https://api.example.com", "http", "https").orElse(null);
    var issuer = url("CXONE_ISSUER", "https://cxone.niceincontact.com", "http", "https");
    var clientId = text.apply("CXONE_CLIENT_ID").orElse(null);
    var clientSecret = secret("CXONE_CLIENT_SECRET");
    var accessKeyId = text.apply("CXONE_ACCESS_KEY_ID").orElse(null);
    var accessKeySecret = secret("CXONE_ACCESS_KEY_SECRET");
    var voice =
        url("CXONE_VOICE_URL", "wss://voice.example.com/api/v2/voice/websocket", "ws", "wss");
    var values = values();
    var rateLimit = number("CXONE_RATE_LIMIT", 100, 1, 10_000);
    var version = word("CXONE_HTTP_VERSION", isPlain(base, issuer) ? "1.1" : "2", "1.1", "2");
    var connect = number("CXONE_CONNECT_TIMEOUT_MS", 5_000, 50, 60_000);
    var request = number("CXONE_REQUEST_TIMEOUT_MS", 10_000, 50, 120_000);
    var discovers = profile.auth().discovery() != null;
    if (clientSecret != null && clientId == null && discovers) {
      required("CXONE_CLIENT_ID", null, "my-client", "CXONE_CLIENT_SECRET");
    }
    if (accessKeySecret != null && accessKeyId == null && base == null && discovers) {
      required("CXONE_ACCESS_KEY_ID", null, "ABCDEFGH", "CXONE_ACCESS_KEY_SECRET");
    }
    if (base == null && !(discovers && accessKeyId != null)) {
      return Optional.empty();
    }
    var settings =
        new CxoneSettings(
            base,
            voice.orElse(null),
            new CxoneCredentials(
                issuer.orElse(null), clientId, clientSecret, accessKeyId, accessKeySecret),
            values,
            profile,
            rateLimit,
            version.equals("1.1"),
            Duration.ofMillis(connect),
            Duration.ofMillis(request));
    complete(settings);
    return Optional.of(settings);
  }

  /** Reports what the profile needs and the tenant does not give. */
  private void complete(CxoneSettings settings) {
    var given = settings.credentials();
    var accessKey = settings.tokenRequest().grant().needsAccessKey();
    if (accessKey) {
      required("CXONE_ACCESS_KEY_ID", given.accessKeyId(), "ABCDEFGH", "CXONE_BASE_URL");
      required("CXONE_ACCESS_KEY_SECRET", given.accessKeySecret(), "...", "CXONE_ACCESS_KEY_ID");
    } else {
      required("CXONE_CLIENT_ID", given.clientId(), "my-client", "CXONE_BASE_URL");
    }
    if (!accessKey || given.clientId() != null) {
      var because = accessKey ? "CXONE_CLIENT_ID" : "CXONE_BASE_URL";
      required("CXONE_CLIENT_SECRET", given.clientSecret(), "...", because);
    }
    if (!settings.values().dispositions().isEmpty()
        && settings.profile().endpoint(Operation.CONTACT_DISPOSITION).isEmpty()) {
      problems.add(
          "CXONE_DISPOSITIONS", "is set, but the profile has no contactDisposition", "unset");
    }
  }

  private void required(String name, @Nullable Object value, String example, String because) {
    if (value == null) {
      problems.add(name, "is not set, but " + because + " is", example);
    }
  }

  private @Nullable Secret secret(String name) {
    return text.apply(name).map(Secret::new).orElse(null);
  }

  private TenantValues values() {
    var form = word("CXONE_NUMBER_FORM", "national", "national", "e164");
    return new TenantValues(
        text.apply("CXONE_TENANT").orElse(null),
        id("CXONE_DNC_GROUP"),
        id("CXONE_SKILL"),
        map("CXONE_TAGS"),
        map("CXONE_DISPOSITIONS"),
        new TenantNumbers(
            form.equals("e164") ? TenantNumbers.Form.E164 : TenantNumbers.Form.NATIONAL,
            TenantNumbers.NORTH_AMERICA));
  }

  private @Nullable String id(String name) {
    var value = text.apply(name).map(String::strip);
    if (value.isPresent() && !value.get().matches(ID)) {
      problems.add(name, "must be an id: letters, digits, dots, - and _", "4711");
      return null;
    }
    return value.orElse(null);
  }

  /** {@code do_not_call=501,qualified_lead=502}. */
  private Map<String, String> map(String name) {
    var map = new LinkedHashMap<String, String>();
    for (var entry : text.apply(name).orElse("").split(",")) {
      var parts = entry.split("=", -1);
      if (entry.isBlank()) {
        continue;
      }
      if (parts.length != 2
          || parts[0].isBlank()
          || !parts[1].strip().matches(ID)
          || map.put(parts[0].strip(), parts[1].strip()) != null) {
        problems.add(
            name,
            "must be categories with their ids, each category once, separated by commas",
            "do_not_call=501,qualified_lead=502");
        return Map.of();
      }
    }
    return Map.copyOf(map);
  }

  private static boolean isPlain(@Nullable URI base, Optional<URI> issuer) {
    var url = base == null ? issuer.orElse(null) : base;
    return url != null && "http".equals(url.getScheme());
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

  private CxoneProfile profile() {
    var name = text.apply("CXONE_PROFILE").orElse("tutorial");
    var path = text.apply("CXONE_TOKEN_PATH").orElse(null);
    if (path != null && !path.startsWith("/")) {
      problems.add("CXONE_TOKEN_PATH", "must begin with a slash", "/oauth/token");
    }
    var format = word("CXONE_TOKEN_FORMAT", "", "form", "json");
    try {
      return CxoneProfile.load(name)
          .withTokenRequests(path, format.isEmpty() ? null : format.equals("json"));
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
