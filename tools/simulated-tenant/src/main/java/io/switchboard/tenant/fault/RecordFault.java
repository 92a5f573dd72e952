package io.switchboard.tenant.fault;

import org.jspecify.annotations.Nullable;

/**
 * Fails single records inside an answer of 200.
 *
 * @param number part of the number; any when null
 * @param error the record's error text
 * @param count maximum number of hits; unlimited when null
 */
public record RecordFault(
    @Nullable String number, @Nullable String error, @Nullable Integer count) {

  /** Fails the record of a number, {@code count} times. */
  public static RecordFault of(String number, int count) {
    return new RecordFault(number, null, count);
  }

  boolean matches(String phoneNumber) {
    return number == null || phoneNumber.contains(number);
  }

  /** The error text. */
  public String text() {
    return error == null ? "Fault on demand" : error;
  }
}
