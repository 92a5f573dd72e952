package io.switchboard.contract;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A phone number in E.164.
 *
 * @param e164 plus sign, country calling code, national number
 */
public record PhoneNumber(String e164) {
  private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

  /**
   * Reads a number as people write one, with national forms belonging to {@code region}. Empty when
   * no valid number can be made of it.
   *
   * @param region ISO 3166-1 alpha-2, for example US
   */
  public static Optional<PhoneNumber> parse(@Nullable String text, String region) {
    if (text == null || text.isBlank() || text.length() > 250) {
      return Optional.empty();
    }
    try {
      var number = LIBRARY.parse(text, region);
      if (!LIBRARY.isValidNumber(number)) {
        return Optional.empty();
      }
      number.clearExtension();
      return Optional.of(new PhoneNumber(LIBRARY.format(number, PhoneNumberFormat.E164)));
    } catch (NumberParseException _) {
      return Optional.empty(); // not a number: an answer, not a failure
    }
  }

  @Override
  public String toString() {
    return Mask.number(e164);
  }
}
