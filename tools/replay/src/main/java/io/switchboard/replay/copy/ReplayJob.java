package io.switchboard.replay.copy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.switchboard.contract.json.Json;

/**
 * The order of a replay. It is stored with the progress, so that the id is sufficient to resume.
 *
 * @param id its name: the header {@code replay-id}
 * @param into the target topic, by its name on the cluster
 * @param speed as of {@link Speed#parse}
 */
public record ReplayJob(String id, Selection selection, String into, String speed) {
  /**
   * Kafka stores 4,096 bytes of metadata with an offset; the partition's end needs some of them.
   */
  private static final int MAX_LENGTH = 3_500;

  public ReplayJob {
    if (!id.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException(
          "an id is up to 64 letters, digits, dots, dashes and underscores, not '" + id + "'");
    }
    Speed.parse(speed);
  }

  /**
   * As text.
   *
   * @throws IllegalArgumentException when it is too long to be stored with the progress
   */
  String text() {
    try {
      var text = Json.mapper().writeValueAsString(this);
      if (text.length() > MAX_LENGTH) {
        throw new IllegalArgumentException(
            "filter and key together are too long: a replay is described in at most "
                + MAX_LENGTH
                + " characters");
      }
      return text;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts can always be written", e);
    }
  }

  static ReplayJob read(String text) {
    try {
      return Json.mapper().readValue(text, ReplayJob.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the progress of the replay cannot be read", e);
    }
  }
}
