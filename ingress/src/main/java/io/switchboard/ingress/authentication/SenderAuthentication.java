package io.switchboard.ingress.authentication;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The mechanisms by which senders authenticate; null is not configured.
 *
 * @param certificates whether the TLS port requests and verifies client certificates
 */
public record SenderAuthentication(
    @Nullable Signatures signatures,
    @Nullable StaticHeader header,
    @Nullable BasicCredentials basic,
    boolean certificates) {
  /** No mechanism. */
  public static final SenderAuthentication NONE = new SenderAuthentication(null, null, null, false);

  /** The configured mechanisms. */
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
