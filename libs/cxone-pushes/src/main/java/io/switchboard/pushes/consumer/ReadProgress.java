package io.switchboard.pushes.consumer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The progress of a pusher in one partition. It is committed before a state is pushed, so that a
 * successor knows how far it has to read before it pushes.
 *
 * @param position the next offset to read
 * @param open offsets before it without a final answer; meaningless when not exact
 * @param exact whether all other offsets between the committed one and the position are answered;
 *     otherwise any of them may be open
 * @param attempted offsets whose push may have been sent and must not be sent twice
 */
record ReadProgress(
    long position, NavigableSet<Long> open, boolean exact, NavigableSet<Long> attempted) {
  /**
   * Brokers store 4,096 characters of metadata per partition; the rest of the marker needs some of
   * them.
   */
  private static final int MAX_TEXT = 4_000;

  private static final String OPEN_OFFSETS = " =";
  private static final String ATTEMPTED = " !";

  ReadProgress {
    open = Collections.unmodifiableNavigableSet(new TreeSet<>(open));
    attempted = Collections.unmodifiableNavigableSet(new TreeSet<>(attempted));
  }

  static ReadProgress exact(long position, Collection<Long> open) {
    return new ReadProgress(position, new TreeSet<>(open), true, new TreeSet<>());
  }

  /** Any offset before the position may be open. */
  static ReadProgress unknownUpTo(long position) {
    return new ReadProgress(position, new TreeSet<>(), false, new TreeSet<>());
  }

  /** The partition has not been read. */
  static ReadProgress none() {
    return unknownUpTo(0);
  }

  /** The same, but not beyond the end of a truncated log. */
  ReadProgress upTo(long end) {
    return end < position
        ? new ReadProgress(end, open.headSet(end, false), exact, attempted.headSet(end, false))
        : this;
  }

  /** The same with these attempts. */
  ReadProgress withAttempted(Collection<Long> offsets) {
    return new ReadProgress(position, open, exact, new TreeSet<>(offsets));
  }

  /** Whether a record is closed: answered by CXone, or replaced by a newer state of its key. */
  boolean isAnswered(long offset) {
    return exact && offset < position && !open.contains(offset);
  }

  /**
   * The position, then the open offsets as variable-length differences in base64. When there are
   * too many, they are omitted, and the progress is no longer exact.
   *
   * @param committed the offset that it is committed with: no open offset is below it
   */
  String text(long committed) {
    var end = attempted.isEmpty() ? "" : ATTEMPTED + encoded(attempted, committed);
    if (!exact) {
      return position + end;
    }
    var text = position + OPEN_OFFSETS + encoded(open, committed) + end;
    return text.length() > MAX_TEXT ? position + end : text;
  }

  private static String encoded(NavigableSet<Long> offsets, long committed) {
    var bytes = new ByteArrayOutputStream();
    var previous = committed;
    for (var offset : offsets) {
      var difference = offset - previous;
      for (; difference >= 0x80; difference >>>= 7) {
        bytes.write((int) (difference & 0x7f) | 0x80);
      }
      bytes.write((int) difference);
      previous = offset;
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  /** Empty for a text of another form. */
  static Optional<ReadProgress> parse(String text, long committed) {
    try {
      var parts = text.split(ATTEMPTED, 2);
      var attempted = parts.length < 2 ? new TreeSet<Long>() : decoded(parts[1], committed);
      var end = parts[0].indexOf(OPEN_OFFSETS);
      if (end < 0) {
        return Optional.of(unknownUpTo(Long.parseLong(parts[0])).withAttempted(attempted));
      }
      var position = Long.parseLong(parts[0].substring(0, end));
      var open = decoded(parts[0].substring(end + OPEN_OFFSETS.length()), committed);
      return Optional.of(exact(position, open).withAttempted(attempted));
    } catch (IllegalArgumentException | java.nio.BufferUnderflowException _) {
      return Optional.empty();
    }
  }

  private static NavigableSet<Long> decoded(String text, long committed) {
    return offsets(ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)), committed);
  }

  private static NavigableSet<Long> offsets(ByteBuffer bytes, long committed) {
    var offsets = new TreeSet<Long>();
    var previous = committed;
    while (bytes.hasRemaining()) {
      var difference = 0L;
      var shift = 0;
      byte next;
      do {
        next = bytes.get();
        difference |= (long) (next & 0x7f) << shift;
        shift += 7;
      } while (next < 0);
      previous += difference;
      offsets.add(previous);
    }
    return offsets;
  }
}
