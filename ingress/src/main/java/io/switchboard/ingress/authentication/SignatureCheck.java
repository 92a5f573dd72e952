package io.switchboard.ingress.authentication;

/** What checking a webhook signature found. */
enum SignatureCheck {
  VALID("the webhook signature is valid"),
  INCOMPLETE("webhook-id, webhook-timestamp and webhook-signature are all required"),
  NOT_IN_SECONDS(
      "webhook-timestamp must be in seconds since 1970, not in milliseconds;"
          + " divide it by 1000 before signing"),
  OUTSIDE_TOLERANCE(
      "webhook-timestamp differs from our clock by more than 5 minutes;"
          + " correct the sender's clock and sign every attempt anew"),
  NO_MATCH(
      "no webhook-signature matches; check the secret, and sign the bytes of the body as they are"
          + " sent");

  private final String detail;

  SignatureCheck(String detail) {
    this.detail = detail;
  }

  /** What the sender has to do about it. */
  String detail() {
    return detail;
  }
}
