package io.switchboard.ingress;

import io.switchboard.contract.settings.Environment;
import io.switchboard.ingress.authentication.Access;
import io.switchboard.ingress.authentication.ApiKeys;
import io.switchboard.ingress.authentication.Authentication;
import io.switchboard.ingress.authentication.BasicCredentials;
import io.switchboard.ingress.authentication.Mechanism;
import io.switchboard.ingress.authentication.Signatures;
import io.switchboard.ingress.authentication.StaticHeader;
import io.switchboard.ingress.request.Route;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who may send and read: {@code WEBHOOK_SECRETS}, {@code WEBHOOK_HEADER}, {@code WEBHOOK_BASIC},
 * {@code TLS_CLIENT_CA}, {@code API_KEYS}; and which endpoint accepts what: {@code WEBHOOK_AUTH}.
 */
final class AuthenticationSettings {
  private static final String PER_ENDPOINT = "WEBHOOK_AUTH";
  private static final String PER_ENDPOINT_EXAMPLE = "ivr-menu=header,call-result=signature|basic";

  private AuthenticationSettings() {}

  static Authentication read(Environment environment, boolean certificates) {
    var signatures =
        optional(
            environment,
            "WEBHOOK_SECRETS",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            Signatures::parse);
    var header =
        optional(environment, "WEBHOOK_HEADER", "X-Webhook-Token: secret", StaticHeader::parse);
    var basic = optional(environment, "WEBHOOK_BASIC", "user:password", BasicCredentials::parse);
    var keys = optional(environment, "API_KEYS", "first-key,sha256:9f86d0…", ApiKeys::parse);
    Function<Map<String, Set<Mechanism>>, Authentication> accepting =
        perEndpoint ->
            new Authentication(signatures, header, basic, certificates, keys, perEndpoint);
    return environment.parsed(
        PER_ENDPOINT,
        () -> accepting.apply(Map.of()),
        PER_ENDPOINT_EXAMPLE,
        text -> accepting.apply(perEndpoint(text)));
  }

  private static <T> @Nullable T optional(
      Environment environment, String name, String example, Function<String, T> parse) {
    return environment
        .<Optional<T>>parsed(name, Optional::empty, example, text -> Optional.of(parse.apply(text)))
        .orElse(null);
  }

  private static Map<String, Set<Mechanism>> perEndpoint(String text) {
    var endpoints = new HashMap<String, Set<Mechanism>>();
    for (var entry : text.split(",", -1)) {
      var parts = entry.strip().split("=", -1);
      if (parts.length != 2 || !isEndpoint(parts[0])) {
        throw new IllegalArgumentException(
            "must name endpoints that senders use: ivr-menu, call-result, data-actions, dnc, "
                + "nice-studio-menu, nice-vah-exchange, simulator");
      }
      var accepted = EnumSet.noneOf(Mechanism.class);
      for (var word : parts[1].split("\\|", -1)) {
        accepted.add(Mechanism.of(word.strip()));
      }
      endpoints.put(parts[0], accepted);
    }
    return endpoints;
  }

  private static boolean isEndpoint(String word) {
    return Arrays.stream(Route.values())
        .anyMatch(route -> route.access() == Access.SENDER && route.wireName().equals(word));
  }
}
