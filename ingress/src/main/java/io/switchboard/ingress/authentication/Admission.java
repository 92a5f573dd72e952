package io.switchboard.ingress.authentication;

/** The result of authenticating a request by its headers and certificate. */
public sealed interface Admission {

  /** It is authenticated. */
  record Admitted(Sender sender) implements Admission {}

  /** It is signed: the signature has to be checked over the body. */
  record Signed(SignatureCheck check) implements Admission {}

  /**
   * It is not authenticated.
   *
   * @param detail what the sender has to change
   */
  record Denied(String detail) implements Admission {}
}
