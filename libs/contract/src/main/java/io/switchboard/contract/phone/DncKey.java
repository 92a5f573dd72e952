package io.switchboard.contract.phone;

import static io.switchboard.contract.phone.NumberingPlan.LIBRARY;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import io.switchboard.contract.phone.text.LongText;
import io.switchboard.contract.phone.text.NumberScan;
import io.switchboard.contract.phone.text.NumberText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of consent: E.164, {@code raw:<digits>} for an opt-out with an unreadable number, {@code
 * contact:<id>} and {@code call:<id>} for an opt-out with an unknown number.
 */
public final class DncKey {
  public static final String RAW = "raw:";
  public static final String CONTACT = "contact:";
  public static final String CALL = "call:";

  private static final int MIN_DIGITS = 7;

  private DncKey() {}

  /**
   * {@code raw:} and the digits of a text, extension dropped, digits of any script as ASCII, at
   * most 64; just {@code raw:} when it has none. Letters are not digits here.
   */
  public static String raw(String text) {
    return RAW + NumberScan.of(NumberText.of(text)).digits();
  }

  /** Whether this is the key of an opt-out with an unknown number. */
  public static boolean isUnknownNumber(String key) {
    return key.startsWith(CONTACT) || key.startsWith(CALL);
  }

  /** Whether this is a number that can be dialled, and not one of the prefixed forms. */
  public static boolean isNumber(String key) {
    return key.startsWith("+");
  }

  /**
   * The keys of an opt-out of this text: every number that may be meant, and digits that cannot be
   * read as one. None when the number is unknown, or when a spreadsheet has changed its digits.
   *
   * @param region the region of national numbers, ISO 3166-1 alpha-2
   */
  public static List<String> forOptOut(@Nullable String text, String region) {
    return switch (NumberReading.of(text, region)) {
      case NumberReading.Readable readable -> of(readable);
      case NumberReading.Unreadable(var digits, var damaged) ->
          damaged ? List.of() : List.of(RAW + digits);
      case NumberReading.NoNumber _ -> List.of();
    };
  }

  /** The keys of a reading: each number, then the unreadable digits. */
  public static List<String> of(NumberReading.Readable reading) {
    return Stream.concat(
            reading.numbers().stream().map(PhoneNumber::e164),
            reading.unreadable().stream().map(digits -> RAW + digits))
        .toList();
  }

  /**
   * Every key under which an opt-out of this number may be stored, by any version of libphonenumber
   * wrote it: each valid reading, the digits with a plus sign and with the region's country code
   * for a reading that is no longer valid, and the {@code raw:} forms of all of them for a reading
   * that was not valid yet. A number may be called only when none of them is suppressed.
   *
   * @param region the region of national numbers, ISO 3166-1 alpha-2
   */
  public static Set<String> forLookup(String text, String region) {
    return LongText.parts(text).stream()
        .flatMap(part -> keys(part, region).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Set<String> keys(String text, String region) {
    var readings =
        PhoneNumber.readings(text, region).stream()
            .map(PhoneNumber::e164)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    var keys = new LinkedHashSet<>(readings);
    var runs = NumberScan.of(NumberText.of(text)).runs();
    runs.stream().filter(run -> isLong(run, runs)).forEach(run -> addLiteral(run, region, keys));
    List.copyOf(keys).forEach(key -> keys.addAll(FormerPlans.otherForms(key)));
    var numbers = Set.copyOf(keys);
    runs.stream().filter(run -> isLong(run, runs)).forEach(run -> keys.add(RAW + run.digits()));
    runs.forEach(run -> RowOfDigits.of(run).forEach(digits -> addDigits(digits, keys)));
    keys.add(RAW + runs.stream().map(NumberScan.DigitRun::digits).collect(Collectors.joining()));
    for (var number : numbers) {
      addRawForms(number, readings.contains(number), region, keys);
    }
    keys.remove(RAW);
    return keys;
  }

  private static void addDigits(String digits, Set<String> keys) {
    if (digits.length() >= MIN_DIGITS) {
      keys.add(RAW + digits);
    }
  }

  /** A few digits beside a number belong to a label. */
  private static boolean isLong(NumberScan.DigitRun run, List<NumberScan.DigitRun> all) {
    return all.size() == 1 || run.digits().length() >= MIN_DIGITS;
  }

  private static void addLiteral(NumberScan.DigitRun run, String region, Set<String> keys) {
    var digits = run.digits();
    keys.add("+" + digits);
    if (run.plus()) {
      return;
    }
    if (digits.startsWith("011")) {
      keys.add("+" + digits.substring(3));
    } else if (digits.startsWith("00")) {
      keys.add("+" + digits.substring(2));
    }
    var code = LIBRARY.getCountryCodeForRegion(region);
    keys.add("+" + code + digits);
    var trunk = LIBRARY.getNddPrefixForRegion(region, true);
    if (trunk != null && !trunk.isEmpty() && digits.startsWith(trunk)) {
      keys.add("+" + code + digits.substring(trunk.length()));
    }
  }

  private static void addRawForms(String e164, boolean isReading, String region, Set<String> keys) {
    var digits = e164.substring(1);
    keys.add(RAW + digits);
    keys.add(RAW + "00" + digits);
    keys.add(RAW + "011" + digits);
    var code = NumberingPlan.countryCode(digits);
    if (code.isEmpty()) {
      return;
    }
    var national = digits.substring(code.length());
    keys.add(RAW + national);
    FormerPlans.formerlyDialled(code, national).forEach(dialled -> keys.add(RAW + dialled));
    nationalForm(code, national, isReading).ifPresent(keys::add);
    var trunk = LIBRARY.getNddPrefixForRegion(region(code, region), true);
    if (trunk != null && !trunk.isEmpty()) {
      keys.add(RAW + trunk + national);
    }
  }

  /** In the national format, which is not always a prefix and the same digits. */
  private static Optional<String> nationalForm(String code, String national, boolean isReading) {
    try {
      var number = isReading ? known(code, national) : LIBRARY.parse("+" + code + national, null);
      return Optional.of(RAW + digits(LIBRARY.format(number, PhoneNumberFormat.NATIONAL)));
    } catch (NumberParseException _) {
      return Optional.empty(); // not a number any more: a regular result
    }
  }

  /** The output of the library does not have to be parsed again. */
  private static Phonenumber.PhoneNumber known(String code, String national)
      throws NumberParseException {
    return national.startsWith("0") // Italian leading zeros, which the library counts
        ? LIBRARY.parse("+" + code + national, null)
        : new Phonenumber.PhoneNumber()
            .setCountryCode(Integer.parseInt(code))
            .setNationalNumber(Long.parseLong(national));
  }

  /** The library's output has ASCII digits and punctuation only. */
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

  private static String region(String code, String otherwise) {
    var region = LIBRARY.getRegionCodeForCountryCode(Integer.parseInt(code));
    return PhoneNumber.isRegion(region) ? region : otherwise;
  }
}
