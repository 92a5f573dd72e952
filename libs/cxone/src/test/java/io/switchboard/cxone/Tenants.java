package io.switchboard.cxone;

import io.switchboard.cxone.profile.CxoneProfile;
import io.switchboard.cxone.settings.CxoneCredentials;
import io.switchboard.cxone.settings.CxoneSettings;
import io.switchboard.cxone.settings.Secret;
import io.switchboard.cxone.settings.TenantValues;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

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
        CxoneCredentials.ofClient("client-1", new Secret(SECRET)),
        new TenantValues("acme", null, null, Map.of(), Map.of(), TenantValues.none().numbers()),
        CxoneProfile.tutorial(),
        100,
        true,
        timeout,
        timeout);
  }
}
