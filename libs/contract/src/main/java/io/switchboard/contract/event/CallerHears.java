package io.switchboard.contract.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a caller hears next; ingress turns it into CXone's answer by adding its own URLs. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "action")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CallerHears.Collect.class, name = "collect"),
  @JsonSubTypes.Type(value = CallerHears.Transfer.class, name = "transfer"),
  @JsonSubTypes.Type(value = CallerHears.Hangup.class, name = "hangup")
})
public sealed interface CallerHears {

  /**
   * A prompt, then digits are collected.
   *
   * @param promptUrl https URL of the recording
   * @param maxLength at most so many digits
   * @param timeoutSeconds CXone's own no-input timer
   * @param terminators digits that end the entry
   */
  record Collect(String promptUrl, int maxLength, int timeoutSeconds, List<String> terminators)
      implements CallerHears {}

  /** On to a person; {@code queue} when the menu names one. */
  record Transfer(@Nullable String queue) implements CallerHears {}

  /** The call is ended. */
  record Hangup() implements CallerHears {}
}
