package io.switchboard.cxone.rest;

import io.switchboard.cxone.http.HttpTransport.Exchange.Received;
import io.switchboard.cxone.http.JsonBodies;
import io.switchboard.cxone.profile.Api;
import java.util.Optional;

/** Finds what CXone objects to: fields of the body, a header, or the body as it is. Pure. */
final class ErrorText {
  private static final int MAX_LENGTH = 300;

  private ErrorText() {}

  /** At most 300 characters on one line. Text from CXone: mask it before it is shown. */
  static String of(Received received, Api api) {
    var body = JsonBodies.json(received);
    return api.errorText().stream()
        .map(field -> body.path(field).asText(""))
        .filter(text -> !text.isBlank())
        .findFirst()
        .or(() -> header(received, api))
        .map(ErrorText::line)
        .orElseGet(() -> JsonBodies.excerpt(received));
  }

  private static Optional<String> header(Received received, Api api) {
    return Optional.ofNullable(api.errorHeader())
        .flatMap(received.headers()::firstValue)
        .filter(text -> !text.isBlank());
  }

  private static String line(String text) {
    var line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH);
  }
}
