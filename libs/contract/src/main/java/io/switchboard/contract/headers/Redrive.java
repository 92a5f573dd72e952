package io.switchboard.contract.headers;

import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * A redriven dead letter is on its source topic again, addressed to the one destination that
 * refused it. All other readers of the topic skip it, because they have processed the original
 * record.
 *
 * @param service the service of the dead letter
 * @param destination what refused it, as on the dead letter: a processor, tables, a CXone call
 */
public record Redrive(String service, String destination) {
  /** The header with the address: the service, a blank, the destination. */
  public static final String TO = "redrive-to";

  /** The header with topic-partition-offset of the dead letter. */
  public static final String OF = "redrive-of";

  /** The prefix of the destinations of pushes. */
  private static final String CXONE = "cxone";

  /** The address of a record; empty for a normal record, which is for all readers. */
  public static Optional<Redrive> of(Headers headers) {
    return EventHeaders.text(headers, TO)
        .map(
            text -> {
              var blank = text.indexOf(' ');
              return blank < 0
                  ? new Redrive(text, "")
                  : new Redrive(text.substring(0, blank), text.substring(blank + 1));
            });
  }

  /** Whether a service may read a record. */
  public static boolean isFor(Headers headers, String service) {
    return of(headers).map(redrive -> redrive.service().equals(service)).orElse(true);
  }

  /** The value of the header. */
  public String text() {
    return service + " " + destination;
  }

  /** Whether CXone refused it. */
  public boolean isForCxone() {
    return destination.startsWith(CXONE);
  }

  /** Whether a table, or a column of it, refused it. */
  public boolean isForTable(String table) {
    return Arrays.stream(destination.split(","))
        .map(String::strip)
        .anyMatch(refused -> refused.equals(table) || refused.startsWith(table + "."));
  }
}
