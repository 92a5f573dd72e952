package io.switchboard.contract.headers;

import io.switchboard.contract.time.Times;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Computes identities from what they identify, so that the same event gets the same id however
 * often it is sent or processed.
 */
public final class EventId {
  private static final HexFormat HEX = HexFormat.of();

  /** Copied and never updated. */
  private static final MessageDigest FRESH = newDigest();

  private EventId() {}

  /**
   * The first 128 bits of SHA-256 over the parts, in 32 hexadecimal digits. Each part is preceded
   * by its length, so that ("a","bc") and ("ab","c") differ.
   */
  public static String hash(String... parts) {
    return HEX.formatHex(digest(parts), 0, 16);
  }

  /**
   * The identity of an opt-in or opt-out that arrives by webhook: number as sent, event name and
   * timestamp. Without a usable timestamp, or with one after its receipt, the time of receipt is
   * hashed in, so that a second opt-out months later is a second opt-out. Senders' headers do not
   * count.
   *
   * @param eventName optIn or optOut
   * @param timestamp the sender's, null when it is missing or unusable
   */
  public static String ofDncWebhook(
      String numberAsSent, String eventName, @Nullable Instant timestamp, Instant receivedAt) {
    var said = timestamp == null ? "" : Times.format(timestamp);
    return timestamp == null || timestamp.isAfter(receivedAt)
        ? hash(numberAsSent, eventName, said, Times.format(receivedAt))
        : hash(numberAsSent, eventName, said);
  }

  /**
   * The identity of a call result: contact, code and number with the sender's key, so that a sender
   * who reuses a key for a correction or for another contact loses neither.
   *
   * @param code a number in its plain form
   * @param phoneNumber as sent, null when absent: an opt-out of a mistyped number is corrected
   * @param senderKey the sender's {@code webhook-id} or {@code Idempotency-Key}
   */
  public static String ofCallResult(
      String contactId, String code, @Nullable String phoneNumber, String senderKey) {
    return withNumber(phoneNumber, contactId, code, senderKey);
  }

  /**
   * The identity of a call result without a key of its sender. Without a usable timestamp the hour
   * of receipt is hashed in: the same result a month later is another event.
   *
   * @param phoneNumber as sent, null when absent
   * @param callResult as sent, null when absent
   * @param timestamp as sent, null when absent
   */
  public static String ofCallResult(
      String contactId,
      String code,
      @Nullable String phoneNumber,
      @Nullable String callResult,
      @Nullable String timestamp,
      Instant receivedAt) {
    var result = callResult == null ? "" : callResult;
    var said = timestamp == null ? "" : timestamp;
    var hour = Times.format(receivedAt.truncatedTo(ChronoUnit.HOURS));
    return Times.usable(timestamp, receivedAt).isPresent()
        ? withNumber(phoneNumber, contactId, code, result, said)
        : withNumber(phoneNumber, contactId, code, result, said, hour);
  }

  private static String withNumber(@Nullable String phoneNumber, String... parts) {
    return phoneNumber == null
        ? hash(parts)
        : hash(Stream.concat(Stream.of(parts), Stream.of(phoneNumber)).toArray(String[]::new));
  }

  /**
   * The identity of one element of an envelope of contact events that has a sender's key.
   *
   * @param index of the element, from 0
   */
  public static String ofContactEvent(String senderKey, int index, String elementId) {
    return hash(senderKey + "/" + index, elementId);
  }

  /** The identity of a record without one: topic, partition and offset. */
  public static String ofRecord(String topic, int partition, long offset) {
    return hash(topic, partition + "/" + offset);
  }

  /** The full SHA-256 over the length-prefixed parts, in 64 hexadecimal digits. */
  public static String sha256(String... parts) {
    return HEX.formatHex(digest(parts));
  }

  private static byte[] digest(String... parts) {
    var texts = new byte[parts.length][];
    var length = 0;
    for (var i = 0; i < parts.length; i++) {
      texts[i] = parts[i].getBytes(StandardCharsets.UTF_8);
      length += Integer.BYTES + texts[i].length;
    }
    var all = ByteBuffer.allocate(length);
    for (var text : texts) {
      all.putInt(text.length).put(text);
    }
    return freshDigest().digest(all.array());
  }

  /**
   * Copies the digest, because creating one by the security providers takes longer than most
   * hashes.
   */
  private static MessageDigest freshDigest() {
    try {
      return (MessageDigest) FRESH.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's SHA-256 can be copied", e);
    }
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
