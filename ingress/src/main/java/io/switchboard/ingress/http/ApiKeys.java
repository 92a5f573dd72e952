package io.switchboard.ingress.http;

import io.switchboard.contract.EventId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The keys that may read: {@code API_KEYS}; in memory only their hashes. */
public final class ApiKeys {
  private final List<byte[]> hashes;

  private ApiKeys(List<byte[]> hashes) {
    this.hashes = List.copyOf(hashes);
  }

  /** Reads keys separated by commas; throws IllegalArgumentException without quoting them. */
  public static ApiKeys parse(String text) {
    var hashes = new ArrayList<byte[]>();
    for (var entry : text.split(",", -1)) {
      var key = entry.strip();
      if (key.length() < 8) {
        throw new IllegalArgumentException("must be keys of 8 characters and more");
      }
      hashes.add(hash(key));
    }
    return new ApiKeys(hashes);
  }

  /** Who holds a key, if it is one of these. Every key is compared, in constant time. */
  Optional<Sender> holder(String key) {
    var asked = hash(key);
    var found = -1;
    for (var i = 0; i < hashes.size(); i++) {
      found = MessageDigest.isEqual(asked, hashes.get(i)) ? i : found;
    }
    return found < 0
        ? Optional.empty()
        : Optional.of(
            new Sender("key", HexFormat.of().formatHex(hashes.get(found)).substring(0, 8)));
  }

  private static byte[] hash(String key) {
    return EventId.sha256(key).getBytes(StandardCharsets.US_ASCII);
  }
}
