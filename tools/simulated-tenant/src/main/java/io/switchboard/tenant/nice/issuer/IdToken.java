package io.switchboard.tenant.nice.issuer;

import io.switchboard.tenant.http.TenantJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Writes JSON Web Tokens, signed by HMAC-SHA256 with a key of this process. */
final class IdToken {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private final byte[] key = new byte[32];

  IdToken() {
    new SecureRandom().nextBytes(key);
  }

  /** A token with the claims of a tenant. */
  String of(String issuer, String audience, String tenantId, Instant now, Duration life) {
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", issuer);
    claims.put("sub", "user:4711");
    claims.put("aud", audience);
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(life).getEpochSecond());
    claims.put("name", "switchboard@example.com");
    claims.put("tenantId", tenantId);
    claims.put("tenant", "simulated_contact_centre");
    claims.put("icBUId", 4_595_959);
    claims.put("icClusterId", "C31");
    claims.put("icSPId", "30");
    claims.put("role", Map.of("legacyId", "Administrator", "name", "Administrator"));
    return sign(encode(Map.of("alg", "HS256", "typ", "JWT")) + "." + encode(claims));
  }

  private String sign(String content) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      var signature = mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + ENCODER.encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static String encode(Map<String, Object> content) {
    return ENCODER.encodeToString(TenantJson.write(content).getBytes(StandardCharsets.UTF_8));
  }
}
