package io.switchboard.contract.event.ivr;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a caller hears next; ingress adds its URLs and converts it to CXone's format. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "action")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CallerAction.Collect.class, name = "collect"),
  @JsonSubTypes.Type(value = CallerAction.Transfer.class, name = "transfer"),
  @JsonSubTypes.Type(value = CallerAction.Hangup.class, name = "hangup")
})
public sealed interface CallerAction {

  /**
   * A prompt, then digits are collected.
   *
   * @param promptUrl https URL of the recording
   * @param maxLength maximum number of digits
   * @param timeoutSeconds CXone's own no-input timer
   * @param terminators digits that end the entry
   */
  record Collect(String promptUrl, int maxLength, int timeoutSeconds, List<String> terminators)
      implements CallerAction {}

  /** A transfer to an agent; {@code queue} if the menu names one. */
  record Transfer(@Nullable String queue) implements CallerAction {}

  /** The call is ended. */
  record Hangup() implements CallerAction {}
}
