package io.switchboard.console.consent;

import io.javalin.http.NotFoundResponse;
import io.switchboard.console.store.Store;
import java.time.Instant;

/**
 * An opt-out whose number is not known.
 *
 * @param key {@code contact:} or {@code call:} with an id
 * @param source where it came from
 */
public record OpenCase(String key, String decisionId, Instant effectiveTime, String source) {

  /** The case of a decision; it must still be open. */
  static OpenCase of(Store store, String decisionId) {
    return store
        .list(
            """
            SELECT d.* FROM dnc_decisions d
            WHERE d.decision_id = ? AND d.kind = 'unresolved'
              AND NOT EXISTS (SELECT 1 FROM dnc_decisions n WHERE n.phone_number = d.phone_number
                AND n.kind = 'applied' AND n.chain_length > d.chain_length)""",
            row ->
                new OpenCase(
                    row.getString("phone_number"),
                    row.getString("decision_id"),
                    Store.time(row, "effective_time"),
                    row.getString("source")),
            decisionId)
        .stream()
        .findFirst()
        .orElseThrow(
            () ->
                new NotFoundResponse(
                    "There is no open case here. It may have been resolved already."));
  }

  /** The address of the form that resolves it. */
  String link() {
    return "/consent/decision:" + decisionId + "/resolve";
  }
}
