package io.switchboard.cxone.profile;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a 2xx response must say so that the request counts as successful. What it does
 * not say is never taken for success.
 *
 * @param zero the number of errors: a number that must be there; null for none
 * @param items one verdict for each element that was sent; null for none
 * @param contains an element that a list must contain; null for none
 */
public record SuccessRule(
    @Nullable JsonPointer zero, @Nullable Items items, @Nullable Contains contains) {

  /**
   * Verdicts in the order of the elements sent.
   *
   * @param list the list of verdicts
   * @param verdict the field that is {@code true} for success and {@code false} for failure
   * @param error the field with the reason of a failure
   * @param number the field with the number that the verdict is about, which finds the element when
   *     the order differs
   */
  public record Items(JsonPointer list, String verdict, String error, String number) {}

  /**
   * An element of a list has these values.
   *
   * @param list the list
   * @param where fields and their values, templates of text
   * @param until the field with the time at which an element ends to count
   * @param number the field with the number that the element is about: one that names another
   *     number than the request does not count
   */
  public record Contains(
      JsonPointer list, Map<String, TextTemplate> where, String until, String number) {}
}
