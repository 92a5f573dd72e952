package io.switchboard.bench.rules;

import io.switchboard.ingress.authentication.Access;
import io.switchboard.ingress.authentication.Admission;
import io.switchboard.ingress.authentication.Authentication;
import io.switchboard.ingress.authentication.Credentials;
import io.switchboard.ingress.authentication.Signatures;
import io.switchboard.ingress.body.StrictJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The checks of ingress for each body. */
@State(Scope.Benchmark)
public class IngressChecks {
  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
  private static final byte[] SECRET =
      "a secret of the bench, 32 bytes.".getBytes(StandardCharsets.UTF_8);
  private static final byte[] BODY =
      ("{\"contactId\":\"contact-1\",\"dispositionCode\":\"1001\",\"callResult\":\"answered\","
              + "\"timestamp\":\"2026-11-20T10:00:00Z\",\"phoneNumber\":\"+14155552671\"}")
          .getBytes(StandardCharsets.UTF_8);

  private final Authentication authentication =
      new Authentication(
          Signatures.parse("whsec_" + Base64.getEncoder().encodeToString(SECRET)),
          null,
          null,
          false,
          null,
          Map.of());
  private final Credentials credentials = credentials();

  private static Credentials credentials() {
    var headers =
        Map.of(
            "webhook-id",
            "msg_1",
            "webhook-timestamp",
            Long.toString(AT.getEpochSecond()),
            "webhook-signature",
            "v1," + signature("msg_1." + AT.getEpochSecond() + "."));
    return new Credentials(name -> List.of(headers.get(name)), null);
  }

  private static String signature(String head) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
      mac.update(head.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(BODY));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /** A call result, by the strict rules. */
  @Benchmark
  public StrictJson.JsonResult parse() {
    return StrictJson.read(BODY);
  }

  /** A valid signature over it. */
  @Benchmark
  public boolean signature() {
    var admission = authentication.admit("call-result", Access.SENDER, credentials, AT);
    if (!(admission instanceof Admission.Signed(var check))) {
      throw new IllegalStateException("not signed");
    }
    check.update(BODY, BODY.length);
    return check.matches();
  }
}
