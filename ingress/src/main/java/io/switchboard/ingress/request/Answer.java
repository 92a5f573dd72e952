package io.switchboard.ingress.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.switchboard.contract.json.Json;

/** What a request is answered with. */
public sealed interface Answer {

  /** 200 with JSON. */
  record Success(byte[] json) implements Answer {}

  /** A refusal or an outage. */
  record Refusal(Problem problem) implements Answer {}

  /** 200 with a value as JSON. */
  static Answer success(Object value) {
    try {
      return new Success(Json.mapper().writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("answers are plain data", e);
    }
  }
}
