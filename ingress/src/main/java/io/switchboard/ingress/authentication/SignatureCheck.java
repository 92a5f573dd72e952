package io.switchboard.ingress.authentication;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * Checks the signatures of one request over its body, which comes in pieces. Not thread-safe; the
 * result is known once the whole body was given to {@link #update}.
 */
public final class SignatureCheck {
  /** What the sender of a wrong signature has to do about it. */
  public static final String NO_MATCH =
      "no webhook-signature matches; check the secret, and sign the bytes of the body as they are"
          + " sent";

  private final List<Mac> macs;
  private final List<byte[]> signatures;
  private byte @Nullable [] identity;

  /**
   * @param macs one for each secret, fed with what is signed before the body
   * @param signatures that the request has
   */
  SignatureCheck(List<Mac> macs, List<byte[]> signatures) {
    this.macs = macs;
    this.signatures = signatures;
  }

  /** Takes the next piece of the body. */
  public void update(byte[] bytes, int length) {
    macs.forEach(mac -> mac.update(bytes, 0, length));
  }

  /** Whether the body was signed with one of the secrets; to be called once. */
  public boolean matches() {
    var found = false;
    for (var mac : macs) {
      var expected = mac.doFinal();
      identity = identity == null ? expected : identity;
      for (var signature : signatures) {
        found |= MessageDigest.isEqual(expected, signature); // no early exit: constant time
      }
    }
    return found;
  }

  /** The same for the same id, timestamp and body only; known after {@link #matches}. */
  public String identity() {
    if (identity == null) {
      throw new IllegalStateException("not checked yet");
    }
    return HexFormat.of().formatHex(identity);
  }
}
