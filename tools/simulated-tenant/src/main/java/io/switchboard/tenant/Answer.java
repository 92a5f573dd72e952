package io.switchboard.tenant;

import java.util.Map;

/**
 * What a request is answered with.
 *
 * @param body written as JSON
 */
record Answer(int status, Object body, Map<String, String> headers) {
  static Answer of(int status, Object body) {
    return new Answer(status, body, Map.of());
  }

  static Answer error(int status, String error) {
    return of(status, Map.of("error", error));
  }
}
