package io.switchboard.contract.headers;

import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * A dead letter that is tried again stands on its source topic once more, addressed to the one
 * destination that refused it: all other readers of the topic pass over it, since they have had it.
 *
 * @param service whose dead letter it was
 * @param destination what had refused it, as on the dead letter: a processor, tables, a CXone call
 */
public record Redrive(String service, String destination) {
  /** The header that addresses it: the service, a blank, the destination. */
  public static final String TO = "redrive-to";

  /** The header with the place of the dead letter that it is: topic-partition-offset. */
  public static final String OF = "redrive-of";

  /** How the destinations of pushes begin. */
  private static final String CXONE = "cxone";

  /** Whom a record is addressed to; empty for the usual one, which is for everybody. */
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

  /** As the header says it. */
  public String text() {
    return service + " " + destination;
  }

  /** Whether it is CXone that refused. */
  public boolean isForCxone() {
    return destination.startsWith(CXONE);
  }

  /** Whether a table, or a column of it, is among those that refused. */
  public boolean isForTable(String table) {
    return Arrays.stream(destination.split(","))
        .map(String::strip)
        .anyMatch(refused -> refused.equals(table) || refused.startsWith(table + "."));
  }
}
