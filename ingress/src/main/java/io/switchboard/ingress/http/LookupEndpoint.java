package io.switchboard.ingress.http;

import io.switchboard.ingress.lookup.DncLookup;
import java.util.List;
import java.util.Objects;

/** {@code GET /dnc/{number}}: may it be called. */
record LookupEndpoint(DncLookup lookup) implements RequestHandler {

  @Override
  public Answer handle(IngressRequest request) {
    var number = Objects.requireNonNull(request.parameter());
    return Answer.success(lookup.look(List.of(number)).getFirst());
  }
}
