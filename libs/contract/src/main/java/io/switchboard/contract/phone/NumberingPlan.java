package io.switchboard.contract.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads digits with libphonenumber. It never gets letters, because it converts them to digits. */
final class NumberingPlan {
  static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

  /** E.164 has at most 15 digits; prefixes of carriers and countries precede them. */
  static final int MAX_DIGITS = 24;

  private static final int MAX_INTERNATIONAL_DIGITS = 15;
  private static final int MIN_INTERNATIONAL_DIGITS = 6;

  /** The zero of its fixed lines is part of the number. */
  private static final String ITALY = "39";

  /** Italy has fixed lines of fewer digits, which others' damaged numbers resemble. */
  private static final int MIN_ITALIAN_DIGITS = 8;

  private NumberingPlan() {}

  /**
   * The number that these digits dial in a region: a national one or, with an international prefix,
   * another country's.
   */
  static Optional<PhoneNumber> national(String digits, String region) {
    return digits.length() > MAX_DIGITS ? Optional.empty() : parsed(digits, region);
  }

  /** The number of a country code and these digits. */
  static Optional<PhoneNumber> international(String digits) {
    return digits.length() > MAX_INTERNATIONAL_DIGITS + 2
            || digits.length() < MIN_INTERNATIONAL_DIGITS
            || digits.charAt(0) == '0'
        ? Optional.empty()
        : parsed("+" + digits, "ZZ");
  }

  /**
   * The same for a zero behind the country code that does not belong there, or that is missing: +34
   * 0612 345 678 has the trunk zero of another country, +39 6 698 12345 lacks Italy's own.
   */
  static Optional<PhoneNumber> withOtherZero(String digits) {
    var code = countryCode(digits);
    var national = digits.substring(code.length());
    if (code.isEmpty() || national.isEmpty()) {
      return Optional.empty();
    }
    return national.startsWith("0")
        ? international(code + national.substring(1))
        : code.equals(ITALY) && national.length() >= MIN_ITALIAN_DIGITS
            ? international(code + "0" + national)
            : Optional.empty();
  }

  /** The country code at the start of digits; empty when there is none. */
  static String countryCode(String digits) {
    for (var length = 1; length <= 3 && length < digits.length(); length++) {
      var code = digits.substring(0, length);
      if (LIBRARY.getSupportedCallingCodes().contains(Integer.valueOf(code))) {
        return code;
      }
    }
    return "";
  }

  /** Whether a region dials a 0 before the area. */
  static boolean hasTrunkZero(String region) {
    return "0".equals(LIBRARY.getNddPrefixForRegion(region, true));
  }

  /** The groups of digits in the national format. */
  static List<String> nationalGroups(PhoneNumber number) {
    try {
      var written = LIBRARY.format(LIBRARY.parse(number.e164(), "ZZ"), PhoneNumberFormat.NATIONAL);
      return Pattern.compile("\\d+").matcher(written).results().map(MatchResult::group).toList();
    } catch (NumberParseException e) {
      throw new IllegalStateException("a number in E.164 can be parsed", e);
    }
  }

  private static Optional<PhoneNumber> parsed(String digits, String region) {
    try {
      var number = LIBRARY.parse(digits, region);
      return LIBRARY.isValidNumber(number)
          ? Optional.of(new PhoneNumber(LIBRARY.format(number, PhoneNumberFormat.E164)))
          : Optional.empty();
    } catch (NumberParseException _) {
      return Optional.empty(); // not a number: a regular result
    }
  }

  static String readMetadataVersion() {
    var path = "/META-INF/maven/com.googlecode.libphonenumber/libphonenumber/pom.properties";
    try (var in = PhoneNumberUtil.class.getResourceAsStream(path)) {
      var properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException("libphonenumber's version cannot be read", e);
    }
  }
}
