package io.switchboard.ingress.authentication;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a request presents to get in.
 *
 * @param headers a header's value by its name
 * @param certificate the subject of a client certificate that our authority has signed, if there
 *     was one
 */
public record Presented(Function<String, @Nullable String> headers, @Nullable String certificate) {

  @Nullable String header(String name) {
    return headers.apply(name);
  }
}
