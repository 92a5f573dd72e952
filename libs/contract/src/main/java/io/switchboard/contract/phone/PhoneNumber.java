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
   * Reads a number as people write one, with national forms belonging to {@code region}. Empty when
   * no valid number can be made of it; the first of {@link #readings} when it has several.
   *
   * @param region ISO 3166-1 alpha-2, for example US
   */
  public static Optional<PhoneNumber> parse(@Nullable String text, String region) {
    return readings(text, region).stream().findFirst();
  }

  /**
   * All valid numbers that a text may mean: as the region writes it, with a plus sign that was left
   * out, and with 00 or 011 for the plus sign. The region's own reading comes first; a number with
   * a plus sign has one reading. A text of several numbers has a reading for each. {@link
   * NumberReading} says more.
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

  /** Whether a region is one that numbers can be read for: ISO 3166-1 alpha-2, upper case. */
  public static boolean isRegion(String region) {
    return NumberingPlan.LIBRARY.getSupportedRegions().contains(region);
  }

  @Override
  public String toString() {
    return Mask.number(e164);
  }
}
