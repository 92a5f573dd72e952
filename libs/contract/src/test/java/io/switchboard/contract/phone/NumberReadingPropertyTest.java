package io.switchboard.contract.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import io.switchboard.contract.phone.NumberReading.Readable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Numbers of every country, dressed as people, spreadsheets and telephone systems dress them: what
 * is read is the number that was put in, or nothing; never another valid number.
 */
final class NumberReadingPropertyTest {
  private static final long SEED = 20261126;
  private static final int TEXTS = 10_000;
  private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

  private record Example(String region, Phonenumber.PhoneNumber number) {
    String format(PhoneNumberFormat form) {
      return LIBRARY.format(number, form);
    }
  }

  /** A text, where it is read, and the numbers that were put in. */
  private record Written(String text, String region, Set<String> numbers, Set<String> ambiguous) {}

  /** Labels, extensions and prefixes. */
  private static final List<UnaryOperator<String>> LABELS =
      List.of(
          n -> n + " (cell)",
          n -> n + " home",
          n -> n + " h",
          n -> n + "m",
          n -> n + " DO NOT CALL",
          n -> n + " (Büro)",
          n -> n + " Axel",
          n -> n + ", office",
          n -> "p: " + n,
          n -> "h:" + n,
          n -> "Tel. " + n,
          n -> "Jane Doe " + n,
          n -> "Jane 2: " + n,
          n -> "2nd phone: " + n,
          n -> "cell" + n,
          n -> n + " ext 12",
          n -> n + " ext. 12 (office)",
          n -> n + "x123",
          n -> n + " poste 12",
          n -> n + " #12",
          n -> n + "p123",
          n -> n + "w1",
          n -> n + ",,12",
          n -> n + ";ext=12",
          n -> "*67" + n,
          n -> "*31#" + n,
          n -> "#31#" + n);

  /** What programs put around a number. */
  private static final List<UnaryOperator<String>> WRAPPINGS =
      List.of(
          n -> "'" + n,
          n -> "=\"" + n + "\"",
          n -> "\"" + n + "\"",
          n -> "\"Jane 2\" " + n,
          n -> "\u202A" + n + "\u202C",
          n -> "\u00A0" + n.replace(' ', '\u00A0') + "\u00A0",
          n -> n + "\n");

  /** Addresses, which hold one number and nothing else. */
  private static final List<UnaryOperator<String>> ADDRESSES =
      List.of(
          n -> n + " jane@example.com",
          n -> "Jane <" + n + ">",
          n -> "\"Jane 2\" <sip:" + n.replace(' ', '-') + "@10.0.0.1:5060>;tag=1",
          n -> n.replace(" ", "%20") + "@trunk.example.com",
          n -> "TEL;TYPE=CELL:" + n,
          n -> "sip:" + n.replace(' ', '-') + ";phone-context=example.com@10.0.0.1",
          n -> "<sip:" + n.replace(' ', '-') + ">");

  private static final List<UnaryOperator<String>> SEPARATED =
      List.of(n -> n, n -> n.replace(' ', '-'), n -> n.replace(' ', '.'));

  /** Shorter digits are numbers of a region that has short ones, too. */
  private static final int MIN_UNAMBIGUOUS_LENGTH = 10;

  @Test
  void shouldReadTheNumberThatWasPutInOrNone() {
    var random = new Random(SEED);
    var examples = examples();
    var wrong = new ArrayList<String>();
    var read = 0;
    for (var i = 0; i < TEXTS; i++) {
      var written = written(examples, random);
      if (NumberReading.of(written.text(), written.region()) instanceof Readable readable) {
        read++;
        if (!isRight(written, readable)) {
          wrong.add(
              written + " read as " + readable.numbers().stream().map(PhoneNumber::e164).toList());
        }
      }
    }

    System.getLogger("numbers").log(System.Logger.Level.INFO, "{0} of {1} read", read, TEXTS);
    assertThat(wrong).isEmpty();
    assertThat(read).isGreaterThan(TEXTS * 97 / 100);
  }

  @Test
  void shouldNotCutANumberOfAnotherCountryWithoutItsPlusSign() {
    var random = new Random(SEED);
    var examples = examples();
    var cut = new ArrayList<String>();
    for (var i = 0; i < TEXTS; i++) {
      var number = withOtherDigits(examples.get(random.nextInt(examples.size())), random);
      var e164 = LIBRARY.format(number, PhoneNumberFormat.E164);
      var text = LIBRARY.format(number, PhoneNumberFormat.INTERNATIONAL).substring(1);
      var region = pick(List.of("US", "GB", "AU"), random);
      if (LIBRARY.isValidNumber(number)
          && e164.length() > MIN_UNAMBIGUOUS_LENGTH
          && NumberReading.of(pick(SEPARATED, random).apply(text), region)
              instanceof Readable(var numbers, _, _)
          && !numbers.contains(new PhoneNumber(e164))) {
        cut.add(text + " in " + region + " read as " + numbers.getFirst().e164());
      }
    }

    assertThat(cut).isEmpty();
  }

  private static Phonenumber.PhoneNumber withOtherDigits(Example example, Random random) {
    var digits = new StringBuilder(Long.toString(example.number().getNationalNumber()));
    for (var at = Math.max(1, digits.length() - 7); at < digits.length(); at++) {
      digits.setCharAt(at, (char) ('0' + random.nextInt(10)));
    }
    return new Phonenumber.PhoneNumber()
        .mergeFrom(example.number())
        .setNationalNumber(Long.parseLong(digits.toString()));
  }

  /** Bare digits may be a number of the region and, behind a plus sign, of another country. */
  private static boolean isRight(Written written, Readable readable) {
    var numbers = new HashSet<>(readable.numbers().stream().map(PhoneNumber::e164).toList());
    numbers.removeIf(
        number -> written.ambiguous().contains(number) && !written.numbers().contains(number));
    return numbers.equals(written.numbers());
  }

  private static Written written(List<Example> examples, Random random) {
    var example = examples.get(random.nextInt(examples.size()));
    var national = random.nextInt(3) == 0;
    var region = national || random.nextBoolean() ? example.region() : "US";
    var text = national ? national(example, random) : international(example, random);
    var ambiguous = new HashSet<String>();
    if (text.indexOf('+') < 0) {
      ambiguous.add("+" + text.replaceAll("\\D", ""));
    }
    var numbers = new HashSet<>(Set.of(example.format(PhoneNumberFormat.E164)));
    if (random.nextInt(10) == 0) {
      var other = examples.get(random.nextInt(examples.size()));
      numbers.add(other.format(PhoneNumberFormat.E164));
      var between = List.of(" / ", "; ", ", ", " or ", " & ", "\n", " ").get(random.nextInt(7));
      text = text + between + international(other, random);
    }
    var inAddress = numbers.size() == 1 && random.nextInt(4) == 0;
    if (inAddress) {
      text = pick(ADDRESSES, random).apply(text);
    }
    for (var count = random.nextInt(3); count > 0; count--) {
      if (random.nextBoolean()) {
        text = pick(WRAPPINGS, random).apply(text);
      } else {
        text = pick(LABELS, random).apply(text);
        if (!inAddress) { // what stands beside an address says nothing about the number in it
          ambiguous.clear();
        }
      }
    }
    return new Written(text, region, numbers, ambiguous);
  }

  private static <T> T pick(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }

  private static String international(Example example, Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> example.format(PhoneNumberFormat.E164);
      case 1 -> example.format(PhoneNumberFormat.RFC3966);
      case 2 -> example.format(PhoneNumberFormat.INTERNATIONAL).replace('-', '.');
      case 3 ->
          "+"
              + example.number().getCountryCode()
              + " (0) "
              + LIBRARY.getNationalSignificantNumber(example.number());
      default -> example.format(PhoneNumberFormat.INTERNATIONAL);
    };
  }

  private static String national(Example example, Random random) {
    var text = example.format(PhoneNumberFormat.NATIONAL);
    return switch (random.nextInt(5)) {
      case 0 -> text.replaceAll("\\D", "");
      case 1 -> text.replaceAll("\\D", "") + ".0";
      case 2 -> text.replace(' ', '.');
      default -> text;
    };
  }

  private static List<Example> examples() {
    var examples = new ArrayList<Example>();
    for (var region : new TreeSet<>(LIBRARY.getSupportedRegions())) {
      for (var type : PhoneNumberType.values()) {
        var number = LIBRARY.getExampleNumberForType(region, type);
        if (number != null && LIBRARY.isValidNumber(number)) {
          examples.add(new Example(region, number));
        }
      }
    }
    return examples;
  }
}
