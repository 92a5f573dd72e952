package io.switchboard.cxone.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.switchboard.cxone.rest.CxoneAnswer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The result of a read. */
public sealed interface ReadResult {

  /** The HTTP status; 0 when there was no response. */
  int status();

  /** The body as JSON; a missing node when there is none. */
  JsonNode body();

  /** The response headers by name in lower case, first values; empty when there was no response. */
  Map<String, String> headers();

  /** A response header, by its name in any case. */
  default Optional<String> header(String name) {
    return Optional.ofNullable(headers().get(name.toLowerCase(Locale.ROOT)));
  }

  /**
   * A 2xx status with a JSON body, or without a body (204), which CXone answers when there is
   * nothing.
   */
  record Read(int status, JsonNode body, Map<String, String> headers) implements ReadResult {}

  /**
   * Anything else.
   *
   * @param why {@link CxoneAnswer.TryAgain}, {@link CxoneAnswer.Refused}, {@link
   *     CxoneAnswer.Forbidden} or {@link CxoneAnswer.Conflict}; its detail is text from CXone: mask
   *     it before it is shown
   * @param webPage the response is HTML: a proxy or a wrong host answered
   */
  record NotRead(CxoneAnswer why, boolean webPage, JsonNode body, Map<String, String> headers)
      implements ReadResult {
    @Override
    public int status() {
      return why.status();
    }
  }

  /** There was no response. */
  static NotRead notSent(CxoneAnswer why) {
    return new NotRead(why, false, MissingNode.getInstance(), Map.of());
  }
}
