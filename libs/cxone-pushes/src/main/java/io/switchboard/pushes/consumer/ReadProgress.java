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
 */
record ReadProgress(long position, NavigableSet<Long> open, boolean exact) {
  /**
   * Brokers store 4,096 characters of metadata per partition; the rest of the marker needs some of
   * them.
   */
  private static final int MAX_TEXT = 4_000;

  private static final String OPEN_OFFSETS = " =";

  ReadProgress {
    open = Collections.unmodifiableNavigableSet(new TreeSet<>(open));
  }

  static ReadProgress exact(long position, Collection<Long> open) {
    return new ReadProgress(position, new TreeSet<>(open), true);
  }

  /** Any offset before the position may be open. */
  static ReadProgress unknownUpTo(long position) {
    return new ReadProgress(position, new TreeSet<>(), false);
  }

  /** The partition has not been read. */
  static ReadProgress none() {
    return unknownUpTo(0);
  }

  /** The same, but not beyond the end of a truncated log. */
  ReadProgress upTo(long end) {
    return end < position ? new ReadProgress(end, open.headSet(end, false), exact) : this;
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
    if (!exact) {
      return Long.toString(position);
    }
    var bytes = new ByteArrayOutputStream();
    var previous = committed;
    for (var offset : open) {
      var difference = offset - previous;
      for (; difference >= 0x80; difference >>>= 7) {
        bytes.write((int) (difference & 0x7f) | 0x80);
      }
      bytes.write((int) difference);
      previous = offset;
    }
    var text =
        position
            + OPEN_OFFSETS
            + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    return text.length() > MAX_TEXT ? Long.toString(position) : text;
  }

  /** Empty for a text of another form. */
  static Optional<ReadProgress> parse(String text, long committed) {
    try {
      var end = text.indexOf(OPEN_OFFSETS);
      if (end < 0) {
        return Optional.of(unknownUpTo(Long.parseLong(text)));
      }
      var position = Long.parseLong(text.substring(0, end));
      var encoded = Base64.getUrlDecoder().decode(text.substring(end + OPEN_OFFSETS.length()));
      return Optional.of(exact(position, offsets(ByteBuffer.wrap(encoded), committed)));
    } catch (IllegalArgumentException | java.nio.BufferUnderflowException _) {
      return Optional.empty();
    }
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
