package io.switchboard.contract.phone;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A phone number in E.164.
 *
 * @param e164 plus sign, country calling code, national number
 */
public record PhoneNumber(String e164) {
  private static final String METADATA_VERSION = NumberingPlan.readMetadataVersion();

  /**
   * Reads a number as people write it. Empty when there is no valid number; the first of {@link
   * #readings} when there are several.
   *
   * @param region the region of national numbers, ISO 3166-1 alpha-2, for example US
   */
  public static Optional<PhoneNumber> parse(@Nullable String text, String region) {
    return readings(text, region).stream().findFirst();
  }

  /**
   * All valid numbers that a text may mean: in the region's format, with an omitted plus sign, and
   * with 00 or 011 for the plus sign. The region's own reading comes first; a number with a plus
   * sign has one reading. A text with several numbers has a reading for each. See {@link
   * NumberReader}.
   */
  public static List<PhoneNumber> readings(@Nullable String text, String region) {
    return switch (NumberReading.of(text, region)) {
      case NumberReading.Readable(var numbers, _, _) -> numbers;
      case NumberReading.Unreadable _, NumberReading.NoNumber _ -> List.of();
    };
  }

  /** The version of libphonenumber whose metadata reads the numbers, for example 9.0.43. */
  public static String metadataVersion() {
    return METADATA_VERSION;
  }

  /** Whether numbers of this region can be read: ISO 3166-1 alpha-2, upper case. */
  public static boolean isRegion(String region) {
    return NumberingPlan.LIBRARY.getSupportedRegions().contains(region);
  }

  /** The country calling code of a region, for example 44 for GB. */
  public static String callingCode(String region) {
    return Integer.toString(NumberingPlan.LIBRARY.getCountryCodeForRegion(region));
  }

  @Override
  public String toString() {
    return Mask.number(e164);
  }
}
