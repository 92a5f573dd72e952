package io.switchboard.ivr.menu;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a node collects keys.
 *
 * @param promptSeconds duration of its prompt
 * @param firstDigitSeconds silence after the prompt, or after the last entry
 * @param interDigitSeconds silence within an entry
 * @param terminators keys that end an entry
 * @param noInput limit of silences
 * @param noMatch limit of wrong entries
 * @param attempts limit of both together; null for none
 * @param globals whether the globals apply here
 */
public record InputRules(
    Prompts prompts,
    int promptSeconds,
    int firstDigitSeconds,
    int interDigitSeconds,
    List<String> terminators,
    AttemptLimit noInput,
    AttemptLimit noMatch,
    @Nullable AttemptLimit attempts,
    boolean globals) {

  public InputRules {
    terminators = List.copyOf(terminators);
  }
}
