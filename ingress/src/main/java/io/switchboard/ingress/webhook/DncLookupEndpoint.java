package io.switchboard.ingress.webhook;

import io.switchboard.ingress.lookup.DncLookup;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.IngressRequest;
import io.switchboard.ingress.request.RequestHandler;
import java.util.List;
import java.util.Objects;

/** {@code GET /dnc/{number}}: may it be called. */
record DncLookupEndpoint(DncLookup lookup) implements RequestHandler {

  @Override
  public Answer handle(IngressRequest request) {
    var number = Objects.requireNonNull(request.parameter());
    return Answer.success(lookup.look(List.of(number)).getFirst());
  }
}
