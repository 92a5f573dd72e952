package io.switchboard.ingress.authentication;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The API keys of readers: {@code API_KEYS}. Each entry is a key or, so that no key is stored,
 * {@code sha256:} and its hexadecimal SHA-256. Only hashes are kept in memory.
 */
public final class ApiKeys {
  private static final String HASHED = "sha256:";
  private static final int MIN_LENGTH = 8;
  private final List<byte[]> hashes;

  private ApiKeys(List<byte[]> hashes) {
    this.hashes = List.copyOf(hashes);
  }

  /** Parses keys separated by commas; throws IllegalArgumentException without quoting them. */
  public static ApiKeys parse(String text) {
    var hashes = new ArrayList<byte[]>();
    for (var entry : text.split(",", -1)) {
      hashes.add(hashOf(entry.strip()));
    }
    return new ApiKeys(hashes);
  }

  private static byte[] hashOf(String entry) {
    if (entry.startsWith(HASHED)) {
      var hex = entry.substring(HASHED.length());
      if (!hex.matches("[0-9a-fA-F]{64}")) {
        throw new IllegalArgumentException("must have 64 hexadecimal digits behind sha256:");
      }
      return HexFormat.of().parseHex(hex);
    }
    if (entry.length() < MIN_LENGTH) {
      throw new IllegalArgumentException("must be keys of 8 characters and more");
    }
    return sha256(entry);
  }

  /** The holder of a key. Every key is compared, each in constant time. */
  Optional<Sender> holder(String key) {
    var presented = sha256(key);
    var found = -1;
    for (var i = 0; i < hashes.size(); i++) {
      found = MessageDigest.isEqual(presented, hashes.get(i)) ? i : found;
    }
    return found < 0 ? Optional.empty() : Optional.of(new Sender("key", "key-" + (found + 1)));
  }

  private static byte[] sha256(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "ApiKeys[" + hashes.size() + "]";
  }
}
