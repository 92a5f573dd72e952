package io.switchboard.contract.phone;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The forms of a number before and after a change of the numbering plan. Lists and older records
 * may have either form, and versions of libphonenumber differ in the one that they return.
 */
final class FormerPlans {
  /** Mexico dropped the 1 behind its country code in 2019, Argentina writes a 9 for mobiles. */
  private static final Map<String, String> MOBILE_TOKENS = Map.of("52", "1", "54", "9");

  private static final String MEXICO = "52";

  /** Before mobiles and long-distance numbers of Mexico, until 2019. */
  private static final List<String> MEXICAN_PREFIXES = List.of("044", "045", "01");

  private static final int TOKEN_COUNTRIES_DIGITS = 10;

  /** Mobiles of Brazil have a 9 behind the two digits of the area since 2016. */
  private static final String BRAZIL = "+55";

  private static final int BRAZIL_AREA = BRAZIL.length() + 2;
  private static final int BRAZIL_FORMER = BRAZIL_AREA + 8;

  /** Numbers of eight digits got two more in front: by operator in 2021, 01 for all in 2024. */
  private static final Map<String, List<String>> NEW_PREFIXES =
      Map.of("+225", List.of("01", "05", "07", "21", "25", "27"), "+229", List.of("01"));

  private static final int FORMER_DIGITS = 8;

  private FormerPlans() {}

  /**
   * The other forms of a number; none where the plan did not change. Some of them are not in use.
   */
  static List<String> otherForms(String e164) {
    return Stream.of(mobileToken(e164), ninthDigit(e164), newPrefix(e164))
        .flatMap(List::stream)
        .toList();
  }

  /**
   * The digits with which a national number was dialled before its plan changed, and which are no
   * number any more.
   */
  static List<String> formerlyDialled(String countryCode, String national) {
    return countryCode.equals(MEXICO) && national.length() == TOKEN_COUNTRIES_DIGITS
        ? MEXICAN_PREFIXES.stream()
            .flatMap(prefix -> Stream.of(prefix + national, MEXICO + prefix + national))
            .toList()
        : List.of();
  }

  private static List<String> mobileToken(String e164) {
    for (var country : MOBILE_TOKENS.entrySet()) {
      var code = "+" + country.getKey();
      var withToken = code + country.getValue();
      if (e164.startsWith(withToken)
          && e164.length() == withToken.length() + TOKEN_COUNTRIES_DIGITS) {
        return List.of(code + e164.substring(withToken.length()));
      }
      if (e164.startsWith(code) && e164.length() == code.length() + TOKEN_COUNTRIES_DIGITS) {
        return List.of(withToken + e164.substring(code.length()));
      }
    }
    return List.of();
  }

  private static List<String> ninthDigit(String e164) {
    if (!e164.startsWith(BRAZIL) || e164.length() < BRAZIL_FORMER) {
      return List.of();
    }
    var area = e164.substring(0, BRAZIL_AREA);
    var rest = e164.substring(BRAZIL_AREA);
    if (e164.length() == BRAZIL_FORMER && rest.charAt(0) >= '6') {
      return List.of(area + "9" + rest);
    }
    return e164.length() == BRAZIL_FORMER + 1 && rest.charAt(0) == '9' && rest.charAt(1) >= '6'
        ? List.of(area + rest.substring(1))
        : List.of();
  }

  private static List<String> newPrefix(String e164) {
    for (var country : NEW_PREFIXES.entrySet()) {
      var code = country.getKey();
      if (!e164.startsWith(code)) {
        continue;
      }
      var rest = e164.substring(code.length());
      if (rest.length() == FORMER_DIGITS) {
        return country.getValue().stream().map(prefix -> code + prefix + rest).toList();
      }
      if (rest.length() == FORMER_DIGITS + 2 && country.getValue().contains(rest.substring(0, 2))) {
        return List.of(code + rest.substring(2));
      }
    }
    return List.of();
  }
}
