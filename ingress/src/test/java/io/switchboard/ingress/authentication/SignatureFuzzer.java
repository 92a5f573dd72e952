package io.switchboard.ingress.authentication;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The signature check under any head and body: lines of id, timestamp, signature, and the rest is
 * the body. Nothing gets in, and no exception gets out.
 */
public final class SignatureFuzzer {
  private static final Signatures SIGNATURES =
      Signatures.parse(
          "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw,whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");
  private static final BasicCredentials BASIC = BasicCredentials.parse("nice:Zm9vYmFyIGJheg");
  private static final ApiKeys KEYS = ApiKeys.parse("b3BlbiBzZXNhbWU");
  private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330L);

  private SignatureFuzzer() {}

  /** The entry that jazzer knows. */
  public static void fuzzerTestOneInput(byte[] data) {
    var parts = new String(data, StandardCharsets.ISO_8859_1).split("\n", 4);
    var fields = Arrays.copyOf(parts, 4);
    var credentials =
        new Credentials(
            name ->
                switch (name) {
                  case "webhook-id" -> line(fields[0]);
                  case "webhook-timestamp" -> line(fields[1]);
                  case "webhook-signature" -> line(fields[2]);
                  default -> List.of();
                },
            null);
    var body = fields[3] == null ? new byte[0] : fields[3].getBytes(StandardCharsets.ISO_8859_1);
    if (SIGNATURES.admit(credentials, NOW) instanceof Admission.Signed(var check)
        && matches(check, body)) {
      throw new IllegalStateException("a forged signature got in");
    }
    if (parts[0].length() > 5 && BASIC.matches(parts[0])) {
      throw new IllegalStateException("forged credentials got in");
    }
    if (KEYS.holder(parts[0]).isPresent()) {
      throw new IllegalStateException("a forged key got in");
    }
  }

  private static boolean matches(SignatureCheck check, byte[] body) {
    check.update(body, body.length);
    return check.matches();
  }

  private static List<String> line(@Nullable String value) {
    return value == null ? List.of() : List.of(value);
  }
}
