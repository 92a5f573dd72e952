package io.switchboard.ingress.authentication;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What senders can prove themselves with; null is not configured.
 *
 * @param certificates whether client certificates are asked for and checked by the TLS port
 */
public record SenderAuthentication(
    @Nullable Signatures signatures,
    @Nullable StaticHeader header,
    @Nullable BasicCredentials basic,
    boolean certificates) {
  /** None at all. */
  public static final SenderAuthentication NONE = new SenderAuthentication(null, null, null, false);

  /** The mechanisms that are configured. */
  public Set<Mechanism> configured() {
    var configured = EnumSet.noneOf(Mechanism.class);
    if (signatures != null) {
      configured.add(Mechanism.SIGNATURE);
    }
    if (header != null) {
      configured.add(Mechanism.HEADER);
    }
    if (basic != null) {
      configured.add(Mechanism.BASIC);
    }
    if (certificates) {
      configured.add(Mechanism.CERTIFICATE);
    }
    return configured;
  }
}
