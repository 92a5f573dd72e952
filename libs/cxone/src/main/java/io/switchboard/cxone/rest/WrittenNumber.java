package io.switchboard.cxone.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A phone number as CXone formats it in a response, compared with the digits of a request. Pure.
 *
 * @param digits without the zeros of trunk and international prefixes: 020 7946 0123 is +44 20 7946
 *     0123
 */
record WrittenNumber(String digits) {
  private static final int MIN_DIGITS = 7;
  private static final Pattern LEADING_ZEROS = Pattern.compile("^0+");

  /** Empty for what is no whole number. */
  static Optional<WrittenNumber> of(JsonNode field) {
    var digits = field.asText("").replaceAll("\\D", "");
    return Optional.of(new WrittenNumber(LEADING_ZEROS.matcher(digits).replaceFirst("")))
        .filter(number -> number.digits().length() >= MIN_DIGITS);
  }

  /** Whether it may be the number of a request: one of both may lack its calling code. */
  boolean fits(String sent) {
    return digits.endsWith(sent) || sent.endsWith(digits);
  }
}
