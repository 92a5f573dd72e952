package io.switchboard.ingress.authentication;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Standard Webhooks signatures (standardwebhooks.com): {@code webhook-signature} holds base64 of
 * HMAC-SHA256 over {@code id.timestamp.body}, where the body is the raw bytes. Several secrets may
 * be active, so that secrets can be rotated without downtime.
 */
public final class Signatures {
  /** The maximum difference between the signature's timestamp and our clock. */
  public static final Duration TOLERANCE = Duration.ofMinutes(5);

  /** Signatures of one request that are checked. */
  private static final int MAX_SIGNATURES = 16;

  private static final String INCOMPLETE =
      "webhook-id, webhook-timestamp and webhook-signature are all required";
  private static final String NOT_IN_SECONDS =
      "webhook-timestamp must be in seconds since 1970, not in milliseconds;"
          + " divide it by 1000 before signing";
  private static final String OUTSIDE_TOLERANCE =
      "webhook-timestamp differs from our clock by more than 5 minutes;"
          + " correct the sender's clock and sign every attempt anew";

  private static final String ID = "webhook-id";
  private static final String TIMESTAMP = "webhook-timestamp";
  private static final String SIGNATURE = "webhook-signature";
  private static final String VERSION = "v1,";

  /** Blanks; or the comma by which a proxy has joined two lines, with a blank or without. */
  private static final Pattern SEPARATOR = Pattern.compile("[ \\t]+|,(?=v1,)");

  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int MIN_SECRET_BYTES = 24;
  private static final int MAX_SECRET_BYTES = 64;
  private final List<SecretKeySpec> secrets;

  private Signatures(List<SecretKeySpec> secrets) {
    this.secrets = List.copyOf(secrets);
  }

  /**
   * Parses secrets separated by commas, each {@code whsec_} and base64 of 24 to 64 bytes; throws
   * IllegalArgumentException without quoting them.
   */
  public static Signatures parse(String text) {
    var secrets = new ArrayList<SecretKeySpec>();
    for (var entry : text.split(",", -1)) {
      var secret = entry.strip();
      if (!secret.startsWith(PREFIX)) {
        throw new IllegalArgumentException("must be secrets that begin with whsec_");
      }
      byte[] bytes;
      try {
        bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
      } catch (IllegalArgumentException _) {
        throw new IllegalArgumentException("holds a secret that is not base64 behind whsec_");
      }
      if (bytes.length < MIN_SECRET_BYTES || bytes.length > MAX_SECRET_BYTES) {
        throw new IllegalArgumentException("must be secrets of 24 to 64 bytes");
      }
      secrets.add(new SecretKeySpec(bytes, ALGORITHM));
    }
    return new Signatures(secrets);
  }

  /** Whether a request has a signature. */
  static boolean present(Credentials credentials) {
    return !credentials.headers(SIGNATURE).isEmpty();
  }

  /** Checks the headers of a signed request; its body is still to be checked. */
  Admission admit(Credentials credentials, Instant now) {
    var id = credentials.header(ID);
    var timestamp = credentials.header(TIMESTAMP);
    if (id == null || id.isEmpty() || timestamp == null) {
      return new Admission.Denied(INCOMPLETE);
    }
    if (!timestamp.matches("\\d{1,12}")) {
      return new Admission.Denied(NOT_IN_SECONDS);
    }
    if (Math.abs(now.getEpochSecond() - Long.parseLong(timestamp)) > TOLERANCE.toSeconds()) {
      return new Admission.Denied(OUTSIDE_TOLERANCE);
    }
    var head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
    return new Admission.Signed(
        new SignatureCheck(
            secrets.stream().map(secret -> mac(secret, head)).toList(),
            decoded(credentials.headers(SIGNATURE))));
  }

  /** The signatures of all header lines. */
  private static List<byte[]> decoded(List<String> lines) {
    var decoded = new ArrayList<byte[]>();
    for (var entry : SEPARATOR.split(String.join(" ", lines), MAX_SIGNATURES + 1)) {
      if (entry.startsWith(VERSION) && decoded.size() < MAX_SIGNATURES) {
        var signature = entry.substring(VERSION.length());
        var end = signature.length() - (signature.endsWith(",") ? 1 : 0);
        try {
          decoded.add(Base64.getDecoder().decode(signature.substring(0, end)));
        } catch (IllegalArgumentException _) {
          // not base64: matches nothing
        }
      }
    }
    return decoded;
  }

  private static Mac mac(SecretKeySpec secret, byte[] head) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      mac.update(head);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  @Override
  public String toString() {
    return "Signatures[" + secrets.size() + " secrets]";
  }
}
