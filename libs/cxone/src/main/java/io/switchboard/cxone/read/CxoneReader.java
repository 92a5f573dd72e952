package io.switchboard.cxone.read;

/** Reads from the REST API of one CXone tenant. */
public interface CxoneReader {
  /**
   * Sends one request, or a second one with a new token when the first is answered 401. Waits for
   * the rate limit without a timeout.
   */
  ReadResult read(ReadRequest request) throws InterruptedException;

  /** Reads a path below the profile's prefix and version, for example {@code /business-unit}. */
  default ReadResult get(String path) throws InterruptedException {
    return read(ReadRequest.get(path));
  }

  /**
   * A list of the profile, for example {@code dncRecords} or {@code completedContacts}.
   *
   * @throws IllegalArgumentException when the profile has no such list
   */
  ListReader list(String name);
}
