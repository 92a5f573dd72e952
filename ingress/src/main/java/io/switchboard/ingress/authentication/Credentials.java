package io.switchboard.ingress.authentication;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a request authenticates itself with.
 *
 * @param headers the values of all header lines of a name, in their order; empty for none
 * @param certificate the subject of a client certificate that our authority has signed, if there
 *     was one
 */
public record Credentials(Function<String, List<String>> headers, @Nullable String certificate) {

  /** The first value of a header. */
  @Nullable String header(String name) {
    var values = headers(name);
    return values.isEmpty() ? null : values.getFirst();
  }

  /** The values of all lines of a header. */
  List<String> headers(String name) {
    return headers.apply(name);
  }
}
