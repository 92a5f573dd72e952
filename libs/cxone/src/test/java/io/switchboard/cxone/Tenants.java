package io.switchboard.cxone;

import java.net.URI;
import java.time.Duration;

/** Settings for tests. */
final class Tenants {
  static final String SECRET = "s3cret&=+ü";

  private Tenants() {}

  static CxoneSettings at(URI url) {
    return at(url, Duration.ofSeconds(5));
  }

  static CxoneSettings at(URI url, Duration timeout) {
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
