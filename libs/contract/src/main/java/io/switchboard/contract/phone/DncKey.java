package io.switchboard.contract.phone;

import static io.switchboard.contract.phone.PhoneNumber.LIBRARY;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The keys that consent is kept under: E.164, {@code raw:<digits>} for an opt-out that nobody can
 * read as a number, {@code contact:<id>} and {@code call:<id>} for one whose number nobody knows.
 */
public final class DncKey {
  public static final String RAW = "raw:";
  public static final String CONTACT = "contact:";
  public static final String CALL = "call:";

  /** Mexico and Argentina, whose national numbers have ten digits. */
  private static final Map<String, String> MOBILE_TOKENS = Map.of("52", "1", "54", "9");

  private static final int NATIONAL_DIGITS = 10;

  private DncKey() {}

  /**
   * {@code raw:} and the digits of a text, extension dropped, digits of any script as ASCII, 64 at
   * most; just {@code raw:} when it has none.
   */
  public static String raw(String text) {
    return RAW + NumberText.of(text).digits();
  }

  /** Whether this key stands for an opt-out whose number is not known. */
  public static boolean isUnknownNumber(String key) {
    return key.startsWith(CONTACT) || key.startsWith(CALL);
  }

  /** Whether this is a number that can be dialled, and not one of the prefixed forms. */
  public static boolean isNumber(String key) {
    return key.startsWith("+");
  }

  /**
   * Every key under which an opt-out of this number may stand, whatever version of libphonenumber
   * wrote it: each valid reading, the text's digits behind a plus sign and behind the region's
   * country code for a reading that is no longer valid, and the {@code raw:} forms of them all for
   * a reading that was not valid yet. A number may be called only when none of them is suppressed.
   *
   * @param region where national forms belong, ISO 3166-1 alpha-2
   */
  public static Set<String> forLookup(String text, String region) {
    var readings =
        PhoneNumber.readings(text, region).stream()
            .map(PhoneNumber::e164)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    var keys = new LinkedHashSet<>(readings);
    var written = NumberText.of(text);
    if (!written.digits().isEmpty()) {
      keys.addAll(literalReadings(written, region));
    }
    List.copyOf(keys).forEach(key -> otherMobileForm(key).ifPresent(keys::add));
    var numbers = Set.copyOf(keys);
    keys.add(RAW + written.digits());
    for (var number : numbers) {
      addRawForms(number, readings.contains(number), region, keys);
    }
    return keys;
  }

  private static Set<String> literalReadings(NumberText written, String region) {
    var keys = new LinkedHashSet<String>();
    var digits = written.digits();
    keys.add("+" + digits);
    keys.addAll(written.international());
    if (!written.plus()) {
      var code = LIBRARY.getCountryCodeForRegion(region);
      keys.add("+" + code + digits);
      var trunk = LIBRARY.getNddPrefixForRegion(region, true);
      if (trunk != null && !trunk.isEmpty() && digits.startsWith(trunk)) {
        keys.add("+" + code + digits.substring(trunk.length()));
      }
    }
    return keys;
  }

  /**
   * Mexico dropped the 1 behind its country code, Argentina writes a 9 there for mobiles: versions
   * of libphonenumber differ in which of the two they make of a text, and it is one person's phone.
   */
  private static Optional<String> otherMobileForm(String e164) {
    for (var country : MOBILE_TOKENS.entrySet()) {
      var code = "+" + country.getKey();
      var withToken = code + country.getValue();
      if (e164.startsWith(withToken) && e164.length() == withToken.length() + NATIONAL_DIGITS) {
        return Optional.of(code + e164.substring(withToken.length()));
      }
      if (e164.startsWith(code) && e164.length() == code.length() + NATIONAL_DIGITS) {
        return Optional.of(withToken + e164.substring(code.length()));
      }
    }
    return Optional.empty();
  }

  private static void addRawForms(String e164, boolean isReading, String region, Set<String> keys) {
    var digits = e164.substring(1);
    keys.add(RAW + digits);
    keys.add(RAW + "00" + digits);
    keys.add(RAW + "011" + digits);
    var code = countryCode(digits);
    if (code.isEmpty()) {
      return;
    }
    var national = digits.substring(code.length());
    keys.add(RAW + national);
    nationalForm(code, national, isReading).ifPresent(keys::add);
    var trunk = LIBRARY.getNddPrefixForRegion(region(code, region), true);
    if (trunk != null && !trunk.isEmpty()) {
      keys.add(RAW + trunk + national);
    }
  }

  /** As its own country writes it, which is not always a prefix and the same digits. */
  private static Optional<String> nationalForm(String code, String national, boolean isReading) {
    try {
      var number = isReading ? known(code, national) : LIBRARY.parse("+" + code + national, null);
      return Optional.of(RAW + digits(LIBRARY.format(number, PhoneNumberFormat.NATIONAL)));
    } catch (NumberParseException _) {
      return Optional.empty(); // no number any more: an answer, not a failure
    }
  }

  /** What the library has just made of a text does not have to be parsed again. */
  private static Phonenumber.PhoneNumber known(String code, String national)
      throws NumberParseException {
    return national.startsWith("0") // Italy's zeros, which the library counts
        ? LIBRARY.parse("+" + code + national, null)
        : new Phonenumber.PhoneNumber()
            .setCountryCode(Integer.parseInt(code))
            .setNationalNumber(Long.parseLong(national));
  }

  /** The library writes digits of ASCII and punctuation, nothing that people may write. */
  private static String digits(String formatted) {
    var digits = new StringBuilder(formatted.length());
    for (var i = 0; i < formatted.length(); i++) {
      var c = formatted.charAt(i);
      if (c >= '0' && c <= '9') {
        digits.append(c);
      }
    }
    return digits.toString();
  }

  private static String countryCode(String digits) {
    for (var length = 1; length <= 3 && length < digits.length(); length++) {
      var code = digits.substring(0, length);
      if (LIBRARY.getSupportedCallingCodes().contains(Integer.valueOf(code))) {
        return code;
      }
    }
    return "";
  }

  private static String region(String code, String otherwise) {
    var region = LIBRARY.getRegionCodeForCountryCode(Integer.parseInt(code));
    return PhoneNumber.isRegion(region) ? region : otherwise;
  }
}
