package io.switchboard.contract.phone;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A phone number in E.164.
 *
 * @param e164 plus sign, country calling code, national number
 */
public record PhoneNumber(String e164) {
  static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
  private static final String METADATA_VERSION = readMetadataVersion();
  private static final Pattern BETWEEN_NUMBERS =
      Pattern.compile("[,;/|&\n]|\\s(?:or|and|oder|und|ou|et|o|y)\\s", Pattern.CASE_INSENSITIVE);
  private static final int MOST_NUMBERS = 10;
  private static final int LEAST_DIGITS = 7;

  /** Longer texts are no single numbers, and would make the memory's size a sender's choice. */
  private static final int LONGEST_REMEMBERED = 40;

  private static final int MOST_REMEMBERED = 20_000;

  /**
   * What was read lately: the library takes some 30 microseconds for each reading, and numbers come
   * again, in a call's next request, in the next event of the same contact. In the caller's thread:
   * no thread of its own.
   */
  private static final Cache<Written, List<PhoneNumber>> READ =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).executor(Runnable::run).build();

  private record Written(String text, String region) {}

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
   * out, and with 00 or 011 for the plus sign. The region's own reading comes first; a text with a
   * plus sign has one reading at most. Extensions are dropped. A text of several numbers has a
   * reading for each.
   */
  public static List<PhoneNumber> readings(@Nullable String text, String region) {
    if (text == null || text.isBlank()) {
      return List.of();
    }
    return text.length() > LONGEST_REMEMBERED
        ? read(new Written(text, region))
        : READ.get(new Written(text, region), PhoneNumber::read);
  }

  private static List<PhoneNumber> read(Written what) {
    var region = what.region();
    var written = NumberText.of(what.text());
    var found = new LinkedHashSet<>(ofOne(written, region));
    if (found.isEmpty()) { // "415,555,2671": the comma did not stand before an extension
      read(written.whole().replaceAll("[,;]", " "), region).ifPresent(found::add);
    }
    found.addAll(several(written.whole(), region));
    return List.copyOf(found);
  }

  private static List<PhoneNumber> ofOne(NumberText written, String region) {
    var found = new ArrayList<PhoneNumber>();
    read(written.dialled(), region).ifPresent(found::add);
    for (var international : written.international()) {
      read(international, region).ifPresent(found::add);
    }
    return found;
  }

  /** "415-555-2671 / 415-555-2672": all of the numbers, or none when a piece is no number. */
  private static List<PhoneNumber> several(String text, String region) {
    var pieces = BETWEEN_NUMBERS.splitAsStream(text).filter(piece -> !piece.isBlank()).toList();
    if (pieces.size() < 2 || pieces.size() > MOST_NUMBERS) {
      return List.of();
    }
    var numbers = new ArrayList<PhoneNumber>();
    for (var piece : pieces) {
      var readings = isLong(piece) ? ofOne(NumberText.of(piece), region) : List.<PhoneNumber>of();
      if (readings.isEmpty()) {
        return List.of();
      }
      numbers.addAll(readings);
    }
    return numbers;
  }

  /** Shorter pieces are parts of one number, or its extension. */
  private static boolean isLong(String piece) {
    return piece.chars().filter(Character::isDigit).count() >= LEAST_DIGITS;
  }

  /** The version of libphonenumber whose metadata reads the numbers, for example 9.0.43. */
  public static String metadataVersion() {
    return METADATA_VERSION;
  }

  /** Whether a region is one that numbers can be read for: ISO 3166-1 alpha-2, upper case. */
  public static boolean isRegion(String region) {
    return LIBRARY.getSupportedRegions().contains(region);
  }

  private static Optional<PhoneNumber> read(String text, String region) {
    if (text.isEmpty() || text.length() > NumberText.LONGEST) {
      return Optional.empty();
    }
    try {
      var number = LIBRARY.parse(text, region);
      if (!LIBRARY.isValidNumber(number)) {
        return Optional.empty();
      }
      return Optional.of(new PhoneNumber(LIBRARY.format(number, PhoneNumberFormat.E164)));
    } catch (NumberParseException _) {
      return Optional.empty(); // not a number: an answer, not a failure
    }
  }

  private static String readMetadataVersion() {
    var path = "/META-INF/maven/com.googlecode.libphonenumber/libphonenumber/pom.properties";
    try (var in = PhoneNumberUtil.class.getResourceAsStream(path)) {
      var properties = new java.util.Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "unknown");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException("libphonenumber's version cannot be read", e);
    }
  }

  @Override
  public String toString() {
    return Mask.number(e164);
  }
}
