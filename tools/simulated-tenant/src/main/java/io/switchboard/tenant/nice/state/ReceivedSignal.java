package io.switchboard.tenant.nice.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a script's ONSIGNAL received.
 *
 * @param parameters p1 to p9 of the last of the merged requests
 * @param requests the number of requests that acted as this one signal
 */
public record ReceivedSignal(Instant at, Map<String, String> parameters, int requests) {

  /**
   * The signal after another request: merged with {@code last} when that came within the window.
   */
  static ReceivedSignal after(
      Optional<ReceivedSignal> last, Instant now, Map<String, String> parameters, Duration window) {
    return last.filter(signal -> now.isBefore(signal.at.plus(window)))
        .map(signal -> new ReceivedSignal(signal.at, parameters, signal.requests + 1))
        .orElseGet(() -> new ReceivedSignal(now, parameters, 1));
  }
}
