package io.switchboard.pushes;

import io.switchboard.contract.phone.PhoneNumber;
import io.switchboard.contract.settings.DefaultRegion;
import io.switchboard.contract.settings.Environment;
import io.switchboard.cxone.settings.CxoneSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the pushes.
 *
 * @param publicUrl {@code PUBLIC_URL}: the address of ingress for CXone; null registers no data
 *     action
 * @param replays {@code CXONE_PUSH_REPLAYS}: ids of the replays whose records are pushed again; the
 *     records of all others are ignored
 * @param keyFailureTimeout a key that fails for longer, while other keys succeed, becomes a dead
 *     letter
 */
public record PushSettings(
    CxoneSettings cxone, @Nullable URI publicUrl, Set<String> replays, Duration keyFailureTimeout) {

  /** Empty without a tenant, see {@link CxoneSettings#read}: nothing is pushed. */
  public static Optional<PushSettings> read(Environment environment) {
    var publicUrl =
        environment.<@Nullable URI>parsed(
            "PUBLIC_URL", () -> null, "https://switchboard.example.com", PushSettings::url);
    var replays =
        environment.text("CXONE_PUSH_REPLAYS").stream()
            .flatMap(ids -> Stream.of(ids.split(",")))
            .map(String::strip)
            .filter(id -> !id.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    var minutes = environment.number("CXONE_KEY_PATIENCE_MINUTES", 60, 1, 10_000);
    var region = DefaultRegion.read(environment);
    var polled = environment.flag("CXONE_POLL_COMPLETED", false);
    return CxoneSettings.read(environment::text, environment::problem)
        .map(cxone -> cxone.withValues(cxone.values().inRegion(PhoneNumber.callingCode(region))))
        .map(cxone -> complete(cxone, environment))
        .map(cxone -> polled ? cxone.withRateLimit(besidePolls(cxone.rateLimit())) : cxone)
        .map(cxone -> new PushSettings(cxone, publicUrl, replays, Duration.ofMinutes(minutes)));
  }

  /** Ingress reads completed contacts with a tenth of the limit. */
  private static int besidePolls(int limit) {
    return Math.max(1, limit - Math.max(1, limit / 10));
  }

  /** Opt-outs need their list; everything else of a tenant may be left unset. */
  private static CxoneSettings complete(CxoneSettings cxone, Environment environment) {
    if (cxone.profile().uses("dncGroupId") && cxone.values().dncGroupId() == null) {
      environment.problem(
          "CXONE_DNC_GROUP", "is not set, but the profile sends opt-outs to a group", "4711");
    }
    return cxone;
  }

  private static URI url(String text) {
    var url = URI.create(text.replaceAll("/+$", ""));
    if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
      throw new IllegalArgumentException("must be a URL with https:// and a host");
    }
    return url;
  }
}
