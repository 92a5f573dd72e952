package io.switchboard.ingress.lookup;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line in the log {@code audit.dnc.lookup} per number that was asked for: hash of the number,
 * answer, reason. The number itself is not logged; with the number and the key, its lines are found
 * by the hash. The log configuration decides how long the lines are kept.
 */
final class LookupAudit {
  private static final Logger AUDIT = LoggerFactory.getLogger("audit.dnc.lookup");
  private final byte[] key;

  /**
   * @param key secret of the hashes; empty for plain SHA-256, which needs no secret
   */
  LookupAudit(byte[] key) {
    this.key = key.clone();
  }

  void record(String number, LookupAnswer answer) {
    if (AUDIT.isInfoEnabled()) {
      var hash = hash(number);
      AUDIT
          .atInfo()
          .addKeyValue("numberHash", hash)
          .addKeyValue("doNotCall", answer.doNotCall())
          .addKeyValue("reason", answer.reason())
          .log("lookup {}: {}, {}", hash, answer.doNotCall(), answer.reason());
    }
  }

  /** The first 128 bits, in hexadecimal digits. */
  String hash(String number) {
    var bytes = number.getBytes(StandardCharsets.UTF_8);
    try {
      if (key.length == 0) {
        return hex(MessageDigest.getInstance("SHA-256").digest(bytes));
      }
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return hex(mac.doFinal(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash, 0, 16);
  }
}
