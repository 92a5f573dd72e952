package io.switchboard.ingress.authentication;

/**
 * The authenticated sender of a request.
 *
 * @param kind for metrics: loopback, header, basic, signature, certificate, key
 * @param name identifies senders of one kind, for rate limits; not a secret
 */
public record Sender(String kind, String name) {
  /** Without configuration: any client of the loopback address. */
  public static final Sender LOOPBACK = new Sender("loopback", "loopback");

  /** Who knows one of the webhook secrets. */
  public static final Sender SIGNATURE = new Sender("signature", "signature");
}
