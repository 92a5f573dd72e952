package io.switchboard.ingress.body;

/**
 * What is wrong with a body, in words that tell the sender what to mend; never quotes a value.
 *
 * @param pointer JSON pointer (RFC 6901) to the place at fault, empty for the body as a whole
 * @param detail for example {@code is missing}
 */
public record BodyFault(String pointer, String detail) {

  /** The sentence for people: {@code contactId is missing}. */
  public String sentence() {
    return (pointer.isEmpty() ? "the body" : field()) + " " + detail;
  }

  /** The place without the leading slash: {@code contactId}, {@code events/2/id}. */
  public String field() {
    return pointer.isEmpty() ? "" : pointer.substring(1);
  }
}
