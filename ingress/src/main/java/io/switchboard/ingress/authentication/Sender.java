package io.switchboard.ingress.authentication;

/**
 * Who sent a request, as far as it was proved.
 *
 * @param kind for metrics: loopback, header, basic, signature, certificate, key
 * @param name tells senders of one kind apart, for rate limits; no secret
 */
public record Sender(String kind, String name) {
  /** Nothing is configured: whoever reaches the loopback address. */
  public static final Sender LOOPBACK = new Sender("loopback", "loopback");
}
