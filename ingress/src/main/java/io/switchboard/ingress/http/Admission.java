package io.switchboard.ingress.http;

/** Whether a request gets in. */
sealed interface Admission {

  /** It does. */
  record Admitted(Sender sender) implements Admission {}

  /** It does not. */
  record Denied(String detail) implements Admission {}
}
