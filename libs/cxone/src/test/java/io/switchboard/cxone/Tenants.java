package io.switchboard.cxone;

import io.switchboard.cxone.profile.CxoneProfile;
import io.switchboard.cxone.settings.CxoneSettings;
import io.switchboard.cxone.settings.Secret;
import java.net.URI;
import java.time.Duration;

/** Settings for tests. */
public final class Tenants {
  public static final String SECRET = "s3cret&=+ü";

  private Tenants() {}

  public static CxoneSettings at(URI url) {
    return at(url, Duration.ofSeconds(5));
  }

  public static CxoneSettings at(URI url, Duration timeout) {
    return new CxoneSettings(
        url,
        null,
        "client-1",
        new Secret(SECRET),
        "acme",
        CxoneProfile.tutorial(),
        100,
        true,
        timeout,
        timeout);
  }
}
