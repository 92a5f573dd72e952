package io.switchboard.contract.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PhoneNumberTest {
  private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+14155552671",
        "(415) 555-2671",
        "415.555.2671",
        "1-415-555-2671",
        "14155552671",
        "011 1 415 555 2671",
        "0014155552671",
        "tel:+1-415-555-2671",
        "tel:4155552671;phone-context=+1",
        "sip:+14155552671@gateway.example.com;user=phone",
        "+1 415 555 2671 ext. 42",
        "4155552671x42",
        "+14155552671;ext=42",
        "４１５５５５２６７１",
        "＋１４１５５５５２６７１",
        "٤١٥٥٥٥٢٦٧١",
        "\u202A+1 415-555-2671\u202C",
        "+1 415 555 CORP",
        "415,555,2671",
        "4155552671, 42",
        "+1415555;2671",
      })
  void shouldReadANumberHoweverItIsWritten(String text) {
    var expected = text.endsWith("CORP") ? "+14155552677" : "+14155552671";

    assertThat(PhoneNumber.readings(text, "US")).containsExactly(new PhoneNumber(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "00442079460958, US, +442079460958",
    "011442079460958, US, +442079460958",
    "020 7946 0958, GB, +442079460958",
    "442079460958, US, +442079460958",
    "0049 30 901820, DE, +4930901820",
  })
  void shouldReadInternationalPrefixesAndTheRegionsOwnForms(
      String text, String region, String e164) {
    assertThat(PhoneNumber.readings(text, region)).contains(new PhoneNumber(e164));
  }

  @Test
  void shouldFindBothReadingsOfAnAmbiguousNumberTheRegionsFirst() {
    assertThat(PhoneNumber.readings("6562234567", "US"))
        .containsExactly(new PhoneNumber("+16562234567"), new PhoneNumber("+6562234567"));
    assertThat(PhoneNumber.readings("+6562234567", "US"))
        .containsExactly(new PhoneNumber("+6562234567"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "415-555-2671 / 415-555-2672",
        "4155552671;4155552672",
        "(415) 555-2671 or (415) 555-2672",
        "+14155552671, +14155552672",
      })
  void shouldReadEveryNumberOfATextThatHoldsSeveral(String text) {
    assertThat(PhoneNumber.readings(text, "US"))
        .containsExactly(new PhoneNumber("+14155552671"), new PhoneNumber("+14155552672"));
  }

  @Test
  void shouldFindBothReadingsOfAnAmbiguousNumberAmongSeveral() {
    assertThat(PhoneNumber.readings("6562234567 / 415-555-2671", "US"))
        .contains(
            new PhoneNumber("+16562234567"),
            new PhoneNumber("+6562234567"),
            new PhoneNumber("+14155552671"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "anonymous", "123", "12 34 ext. 5", "+999123456789", "++", "☎"})
  void shouldNotReadWhatIsNoNumber(String text) {
    assertThat(PhoneNumber.readings(text, "US")).isEmpty();
  }

  @Test
  void shouldReadTheExampleNumbersOfEveryRegionInEveryForm() {
    var read = 0;
    var missed = new ArrayList<String>();
    for (var region : new TreeSet<>(LIBRARY.getSupportedRegions())) {
      for (var type : PhoneNumberType.values()) {
        var example = LIBRARY.getExampleNumberForType(region, type);
        if (example == null || !LIBRARY.isValidNumber(example)) {
          continue;
        }
        var expected = new PhoneNumber(LIBRARY.format(example, PhoneNumberFormat.E164));
        for (var form :
            List.of(
                PhoneNumberFormat.NATIONAL,
                PhoneNumberFormat.INTERNATIONAL,
                PhoneNumberFormat.RFC3966)) {
          if (PhoneNumber.parse(LIBRARY.format(example, form), region)
              .filter(expected::equals)
              .isPresent()) {
            read++;
          } else {
            missed.add(region + " " + type + " " + form);
          }
        }
      }
    }

    System.getLogger("numbers")
        .log(System.Logger.Level.INFO, "{0} forms read, missed: {1}", read, missed);
    assertThat(read).isGreaterThan(4_000);
    assertThat(missed).hasSizeLessThan(20);
  }

  @Test
  void shouldKnowTheVersionOfItsMetadata() {
    assertThat(PhoneNumber.metadataVersion()).matches("\\d+\\.\\d+\\.\\d+");
  }
}
