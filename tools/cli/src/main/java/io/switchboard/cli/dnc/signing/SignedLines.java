package io.switchboard.cli.dnc.signing;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/** Prints lines and, as the last one, the signature over them. */
public final class SignedLines {
  private final PrintWriter out;
  private final MessageDigest digest = sha256();

  public SignedLines(PrintWriter out) {
    this.out = out;
  }

  /** Prints a line, ended by a line feed on every platform. */
  public void println(String line) {
    var ended = line + "\n";
    digest.update(ended.getBytes(StandardCharsets.UTF_8));
    out.print(ended);
  }

  /** Prints the signature as a line of CSV. */
  public void sign(DeploymentKey key, String by, Instant at) {
    out.print(SignatureLine.sign(key, digest.digest(), by, at).csv() + "\n");
  }

  /** SHA-256 of a content. */
  public static byte[] sha256(byte[] content) {
    return sha256().digest(content);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
