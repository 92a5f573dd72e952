package io.switchboard.contract.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DncKeyTest {

  @ParameterizedTest
  @CsvSource({
    "12 34 ext. 5, raw:1234",
    "555-CALL, raw:555",
    "anonymous, raw:",
    "٠١٢٣, raw:0123",
    "+999 123, raw:999123",
  })
  void shouldKeepTheDigitsOfAnUnreadableNumber(String text, String key) {
    assertThat(DncKey.raw(text)).isEqualTo(key);
  }

  /** An older version that could not read a form kept the opt-out under that form's digits. */
  @Test
  void shouldFindAnOptOutThatAnOlderVersionCouldNotReadInAnyForm() {
    var library = PhoneNumberUtil.getInstance();
    for (var region : library.getSupportedRegions()) {
      var example = library.getExampleNumber(region);
      if (example == null) {
        continue;
      }
      var e164 = library.format(example, PhoneNumberFormat.E164);
      for (var form :
          new PhoneNumberFormat[] {
            PhoneNumberFormat.E164, PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.RFC3966
          }) {
        var raw = DncKey.raw(library.format(example, form));

        assertThat(DncKey.forLookup(e164, "US")).as("%s %s", region, form).contains(raw);
      }
      var national = library.format(example, PhoneNumberFormat.NATIONAL);
      assertThat(DncKey.forLookup(national, region)).contains(DncKey.raw(national));
    }
  }

  @Test
  void shouldFindANumberThatALaterVersionCannotReadAnyMore() {
    assertThat(DncKey.forLookup("999123456789", "US")).contains("+999123456789");
    assertThat(DncKey.forLookup("(000) 555-2671", "US")).contains("+10005552671");
  }

  @ParameterizedTest
  @CsvSource({
    "(415) 555-2671, +14155552671",
    "6562234567, +16562234567 +6562234567",
    "415-555-0101 / 415-555-0102, +14155550101 +14155550102",
    "415-555-0101 / 12345678, +14155550101 raw:12345678",
    "999 123 456 789, raw:999123456789",
    "1.41556E+10, ''",
    "anonymous, ''",
    "'', ''",
  })
  void shouldKeepAnOptOutUnderEveryNumberThatItMayMean(String text, String keys) {
    assertThat(String.join(" ", DncKey.forOptOut(text, "US"))).isEqualTo(keys);
    assertThat(DncKey.forLookup(text, "US")).containsAll(DncKey.forOptOut(text, "US"));
  }

  @Test
  void shouldAskForBothReadings() {
    assertThat(DncKey.forLookup("6562234567", "US")).contains("+16562234567", "+6562234567");
  }

  /**
   * An opt-out that an older version could not read, in any form that people write, blocks every
   * form of the number for a version that can.
   */
  @Test
  void shouldBlockEveryFormOfANumberByAnOptOutThatWasKeptUnderAnotherFormsDigits() {
    var library = PhoneNumberUtil.getInstance();
    var pairs = 0;
    for (var region : library.getSupportedRegions()) {
      for (var type : PhoneNumberUtil.PhoneNumberType.values()) {
        var example = library.getExampleNumberForType(region, type);
        if (example == null || !library.isValidNumber(example)) {
          continue;
        }
        var forms = forms(library, example);
        for (var kept : forms) {
          for (var asked : forms) {
            assertThat(DncKey.forLookup(asked, region))
                .as("%s %s kept as %s, asked as %s", region, type, kept, asked)
                .contains(DncKey.raw(kept));
            pairs++;
          }
        }
      }
    }
    assertThat(pairs).isGreaterThan(20_000);
  }

  private static List<String> forms(PhoneNumberUtil library, Phonenumber.PhoneNumber number) {
    var e164 = library.format(number, PhoneNumberFormat.E164);
    return List.of(
        e164,
        "00" + e164.substring(1),
        "011 " + e164.substring(1),
        library.format(number, PhoneNumberFormat.NATIONAL),
        library.format(number, PhoneNumberFormat.INTERNATIONAL),
        library.format(number, PhoneNumberFormat.RFC3966) + ";ext=12");
  }

  @ParameterizedTest
  @CsvSource({
    "044 55 1234 5678, MX",
    "0455512345678, MX",
    "+52 044 55 1234 5678, US",
    "+52 01 55 1234 5678, US",
    "+52 1 55 1234 5678, US"
  })
  void shouldFindAnOptOutUnderTheFormerPrefixesOfMexico(String kept, String region) {
    assertThat(DncKey.forLookup("+52 55 1234 5678", "US"))
        .containsAnyElementsOf(DncKey.forOptOut(kept, region));
  }

  @ParameterizedTest
  @CsvSource({
    "+5215512345678, +525512345678",
    "+525512345678, +5215512345678",
    "+541123456789, +5491123456789",
    "+5491123456789, +541123456789",
  })
  void shouldKnowThatAMobileIsThePhoneOfOnePersonWithAndWithoutItsToken(String asked, String kept) {
    assertThat(DncKey.forLookup(asked, "US")).contains(kept);
  }
}
