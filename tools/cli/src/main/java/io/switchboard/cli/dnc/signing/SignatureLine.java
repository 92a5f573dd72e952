package io.switchboard.cli.dnc.signing;

import io.switchboard.contract.time.Times;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The last line of a signed file: who made it, when, the public key, and the signature over these
 * and all bytes before the line. It is text without a meaning in the file's own format: a comment
 * in HTML, a line that begins with {@code #} in CSV.
 *
 * @param by the person's name
 * @param signature of {@link #message}
 */
public record SignatureLine(String by, Instant at, PublicSigner signer, byte[] signature) {
  private static final String NAME = "switchboard-signature";
  private static final Pattern FORM =
      Pattern.compile(
          "(?:# |<!-- )"
              + NAME
              + " by=\"(?<by>[^\"]*)\" at=\"(?<at>[^\"]*)\" key=\"(?<key>[^\"]*)\""
              + " signature=\"(?<signature>[^\"]*)\"(?: -->)?");

  /** What a verification finds. */
  public enum Result {
    /** The file is as it was signed, by the expected key. */
    VALID,
    /** The file is as it was signed, by another key. */
    OTHER_KEY,
    /** The file, or its last line, was changed after it was signed. */
    CHANGED
  }

  /**
   * Signs a content.
   *
   * @param content SHA-256 of all bytes before the line
   */
  public static SignatureLine sign(DeploymentKey key, byte[] content, String by, Instant at) {
    var message = message(content, by, at, key.published());
    return new SignatureLine(by, at, key.published(), key.sign(message));
  }

  /** Whether a line of a file is a signature. */
  public static boolean isSignature(String line) {
    return line.startsWith("# " + NAME) || line.startsWith("<!-- " + NAME);
  }

  /**
   * Reads the last line of a file, and verifies it.
   *
   * @param expected the deployment's key
   * @return empty for a file without a signature
   */
  public static Optional<Verified> verify(byte[] file, PublicSigner expected) {
    return find(file).map(found -> new Verified(found.line(), found.result(expected)));
  }

  /** A signature and what was found. */
  public record Verified(SignatureLine line, Result result) {}

  private record Found(SignatureLine line, byte[] content) {
    Result result(PublicSigner expected) {
      var message = message(content, line.by(), line.at(), line.signer());
      if (!line.signer().hasSigned(message, line.signature())) {
        return Result.CHANGED;
      }
      return line.signer().key().equals(expected.key()) ? Result.VALID : Result.OTHER_KEY;
    }
  }

  private static Optional<Found> find(byte[] file) {
    var end = file.length;
    while (end > 0 && Character.isWhitespace(file[end - 1])) {
      end--;
    }
    var start = end;
    while (start > 0 && file[start - 1] != '\n') {
      start--;
    }
    var line = new String(file, start, end - start, StandardCharsets.UTF_8);
    var content = SignedLines.sha256(Arrays.copyOf(file, start));
    return parse(line).map(parsed -> new Found(parsed, content));
  }

  private static Optional<SignatureLine> parse(String line) {
    var match = FORM.matcher(line);
    if (!match.matches()) { // the whole line: nothing unsigned stands beside it
      return Optional.empty();
    }
    try {
      var by = URLDecoder.decode(match.group("by"), StandardCharsets.UTF_8);
      var signer = PublicSigner.decode(match.group("key"));
      var signature = Base64.getDecoder().decode(match.group("signature"));
      return Times.parse(match.group("at")).map(at -> new SignatureLine(by, at, signer, signature));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // a line that was cut or changed is no signature
    }
  }

  /** As the last line of HTML, without a line end. */
  public String html() {
    return "<!-- " + text() + " -->";
  }

  /** As the last line of CSV, without a line end. */
  public String csv() {
    return "# " + text();
  }

  private String text() {
    return "%s by=\"%s\" at=\"%s\" key=\"%s\" signature=\"%s\""
        .formatted(
            NAME,
            URLEncoder.encode(by, StandardCharsets.UTF_8),
            Times.format(at),
            signer.encoded(),
            Base64.getEncoder().encodeToString(signature));
  }

  private static byte[] message(byte[] content, String by, Instant at, PublicSigner signer) {
    return String.join(
            "\n", NAME, HexFormat.of().formatHex(content), by, Times.format(at), signer.encoded())
        .getBytes(StandardCharsets.UTF_8);
  }
}
