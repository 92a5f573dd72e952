package io.switchboard.contract.settings;

import io.switchboard.contract.phone.PhoneNumber;
import java.util.Locale;

/** The region of national phone numbers: one for a deployment, so that all services agree. */
public final class DefaultRegion {
  private static final String VARIABLE = "DNC_DEFAULT_REGION";

  private DefaultRegion() {}

  /** {@code DNC_DEFAULT_REGION}, ISO 3166-1 alpha-2 in upper case; US when it is not set. */
  public static String read(Environment environment) {
    return environment.parsed(VARIABLE, () -> "US", "GB", DefaultRegion::checked);
  }

  private static String checked(String text) {
    var region = text.toUpperCase(Locale.ROOT);
    if (!PhoneNumber.isRegion(region)) {
      throw new IllegalArgumentException("is not a region code of two letters");
    }
    return region;
  }
}
