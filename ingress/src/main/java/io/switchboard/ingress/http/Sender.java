package io.switchboard.ingress.http;

/**
 * Who sent a request, as far as it was proved.
 *
 * @param kind for metrics: loopback, header, basic, signature, certificate, key
 * @param name tells senders of one kind apart, for rate limits; no secret
 */
public record Sender(String kind, String name) {
  static final Sender LOOPBACK = new Sender("loopback", "loopback");
}
