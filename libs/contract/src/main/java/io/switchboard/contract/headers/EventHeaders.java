package io.switchboard.contract.headers;

import io.switchboard.contract.time.Times;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of a record, by the CloudEvents 1.0 Kafka binding (binary mode), with the W3C trace
 * context and the time of receipt.
 *
 * @param id the event's identity ({@code ce_id})
 * @param type for example {@code com.nice.cxone.call-result} or {@code io.switchboard.dnc.decision}
 * @param source the URI reference of the writer, for example {@code /switchboard/ingress}
 * @param subject the call, contact or number; by the binding it may be visible in brokers' UIs
 * @param time the event's own time ({@code ce_time})
 * @param receivedAt when the pipeline first received it (the Kafka header receivedat); passed on to
 *     all derived records
 * @param traceparent W3C trace context
 * @param replayId the replay that wrote the record or a record that it is derived from; null for
 *     original events
 */
public record EventHeaders(
    String id,
    String type,
    String source,
    @Nullable String subject,
    Instant time,
    Instant receivedAt,
    String traceparent,
    @Nullable String replayId) {

  /** The event's identity. */
  public static final String ID = "ce_id";

  /** The type of the event: the wire name of an {@link EventType}. */
  public static final String TYPE = "ce_type";

  /** The writer. */
  public static final String SOURCE = "ce_source";

  /** The call, contact or number. */
  public static final String SUBJECT = "ce_subject";

  /** The event's own time, RFC 3339. */
  public static final String TIME = "ce_time";

  /** When the pipeline first received it, RFC 3339. */
  public static final String RECEIVED_AT = "receivedat";

  /** W3C trace context. */
  public static final String TRACEPARENT = "traceparent";

  private static final Header SPEC_VERSION = header("ce_specversion", "1.0");
  private static final Header CONTENT_TYPE = header("content-type", "application/json");

  /** The maximum length of one header; a longer one counts as absent. */
  private static final int MAX_BYTES = 8 << 10;

  /** Distinguishes the traces of this process from those of others; within it they are numbered. */
  private static final long PROCESS = new SecureRandom().nextLong() | 1;

  private static final AtomicLong TRACES = new AtomicLong(new SecureRandom().nextLong());

  /** The headers of an original event, not of a replay. */
  public EventHeaders(
      String id,
      String type,
      String source,
      @Nullable String subject,
      Instant time,
      Instant receivedAt,
      String traceparent) {
    this(id, type, source, subject, time, receivedAt, traceparent, null);
  }

  /**
   * The headers of a derived event: same trace, same time of receipt, same replay, its own
   * identity.
   */
  public EventHeaders derive(
      String id, String type, String source, @Nullable String subject, Instant time) {
    return new EventHeaders(id, type, source, subject, time, receivedAt, traceparent, replayId);
  }

  /** As Kafka headers, in the order of the binding. */
  public Headers toKafka() {
    var headers = new RecordHeaders();
    headers.add(SPEC_VERSION);
    put(headers, ID, id);
    put(headers, TYPE, type);
    put(headers, SOURCE, source);
    if (subject != null) {
      put(headers, SUBJECT, subject);
    }
    put(headers, TIME, Times.format(time));
    headers.add(CONTENT_TYPE);
    put(headers, TRACEPARENT, traceparent);
    put(headers, RECEIVED_AT, Times.format(receivedAt));
    if (replayId != null) {
      put(headers, ReplayId.HEADER, replayId);
    }
    return headers;
  }

  /** Sets the metadata in {@code target}; other headers stay. */
  public void writeTo(Headers target) {
    for (Header header : toKafka()) {
      target.remove(header.key());
      target.add(header);
    }
  }

  /**
   * Reads the metadata of a record. Missing headers of a foreign writer are filled in
   * deterministically: the id from {@code fallbackId}, the times from the record's timestamp.
   */
  public static EventHeaders read(Headers headers, String fallbackId, long recordTimestamp) {
    return read(headers, () -> fallbackId, recordTimestamp);
  }

  /** As above; the fallback id is computed only when needed. */
  public static EventHeaders read(
      Headers headers, Supplier<String> fallbackId, long recordTimestamp) {
    var found = Found.in(headers);
    var recorded = Instant.ofEpochMilli(Math.max(0, recordTimestamp));
    var receivedAt = Times.parse(found.receivedAt).orElse(recorded);
    var id = found.id == null ? fallbackId.get() : found.id;
    return new EventHeaders(
        id,
        found.type == null ? "unknown" : found.type,
        found.source == null ? "/unknown" : found.source,
        found.subject,
        Times.parse(found.time).orElse(receivedAt),
        receivedAt,
        found.traceparent == null ? traceparentOf(id) : found.traceparent,
        found.replayId);
  }

  /** When the pipeline received a record: by its header, else by its timestamp. */
  public static Instant receivedAt(Headers headers, long recordTimestamp) {
    return text(headers, RECEIVED_AT)
        .flatMap(Times::parse)
        .orElseGet(() -> Instant.ofEpochMilli(Math.max(0, recordTimestamp)));
  }

  /** The last value of each known header, in one pass. */
  private static final class Found {
    private @Nullable String id;
    private @Nullable String type;
    private @Nullable String source;
    private @Nullable String subject;
    private @Nullable String time;
    private @Nullable String receivedAt;
    private @Nullable String traceparent;
    private @Nullable String replayId;

    static Found in(Headers headers) {
      var found = new Found();
      for (var header : headers) {
        found.add(header);
      }
      return found;
    }

    private void add(Header header) {
      switch (header.key()) {
        case ID -> id = text(header);
        case TYPE -> type = text(header);
        case SOURCE -> source = text(header);
        case SUBJECT -> subject = text(header);
        case TIME -> time = text(header);
        case RECEIVED_AT -> receivedAt = text(header);
        case TRACEPARENT -> traceparent = text(header);
        case ReplayId.HEADER -> replayId = text(header);
        default -> {} // another header
      }
    }

    /**
     * A header of a foreign writer may be of any size, blank, or have U+0000, which PostgreSQL does
     * not store; ours are short text. Two events with a blank id would be one.
     */
    private static @Nullable String text(Header header) {
      var value = header.value();
      if (value == null || value.length > MAX_BYTES) {
        return null;
      }
      var text = new String(value, StandardCharsets.UTF_8);
      return text.isBlank() || text.indexOf(0) >= 0 ? null : text;
    }
  }

  /** The last value of a header as text. */
  public static Optional<String> text(Headers headers, String name) {
    return Optional.ofNullable(headers.lastHeader(name))
        .map(Header::value)
        .map(value -> new String(value, StandardCharsets.UTF_8));
  }

  /**
   * A new W3C trace context for a record without one: unique and evenly distributed, but not
   * secret.
   */
  public static String newTraceparent() {
    var number = TRACES.incrementAndGet();
    var hex = HexFormat.of();
    return "00-"
        + hex.toHexDigits(PROCESS)
        + hex.toHexDigits(spread(number))
        + "-"
        + hex.toHexDigits(spread(number ^ PROCESS))
        + "-01";
  }

  /** A bijection (the finisher of SplitMix64) that distributes consecutive numbers evenly. */
  private static long spread(long number) {
    var mixed = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /** Whether a text is a W3C trace context of version 00. */
  public static boolean isTraceparent(@Nullable String text) {
    return text != null
        && text.matches("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
  }

  /** Deterministic, so that reprocessing writes the same bytes. */
  private static String traceparentOf(String id) {
    var hash = EventId.sha256("traceparent", id);
    return "00-" + hash.substring(0, 32) + "-" + hash.substring(32, 48) + "-01";
  }

  private static void put(Headers headers, String name, String value) {
    headers.add(header(name, value));
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
