package io.switchboard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DncKeyTest {

  @ParameterizedTest
  @CsvSource({
    "12 34 ext. 5, raw:1234",
    "555-CALL, raw:5552255",
    "anonymous, raw:",
    "٠١٢٣, raw:0123",
    "+999 123, raw:999123",
  })
  void shouldKeepTheDigitsOfWhatNobodyCanRead(String text, String key) {
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

  @Test
  void shouldAskForBothReadings() {
    assertThat(DncKey.forLookup("6562234567", "US")).contains("+16562234567", "+6562234567");
  }
}
