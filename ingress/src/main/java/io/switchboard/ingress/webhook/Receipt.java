package io.switchboard.ingress.webhook;

import io.switchboard.ingress.publishing.Publication;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.Problem;
import java.time.Instant;

/** The answer to a webhook that became one record. */
record Receipt(String status, String eventId, Instant receivedAt) {
  private static final String NOT_DURABLE =
      "the event could not be stored and was not accepted; please send it again";

  /** 200 when durable, 503 otherwise. */
  static Answer of(Publication publication, Instant receivedAt) {
    return switch (publication) {
      case Publication.Durable(var eventId, _, _) ->
          Answer.success(new Receipt("Received", eventId, receivedAt));
      case Publication.Unavailable _ -> notDurable();
    };
  }

  static Answer notDurable() {
    return new Answer.Refusal(Problem.unavailable(NOT_DURABLE));
  }
}
