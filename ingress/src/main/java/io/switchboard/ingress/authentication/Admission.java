package io.switchboard.ingress.authentication;

/** Whether a request gets in. */
public sealed interface Admission {

  /** It does. */
  record Admitted(Sender sender) implements Admission {}

  /** It may: its signature has to be checked against its body. */
  record Signed() implements Admission {}

  /**
   * It does not.
   *
   * @param detail what is missing, for the sender
   */
  record Denied(String detail) implements Admission {}
}
