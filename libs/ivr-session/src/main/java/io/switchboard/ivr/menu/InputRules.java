package io.switchboard.ivr.menu;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a node listens for keys.
 *
 * @param promptSeconds how long its prompt lasts
 * @param firstDigitSeconds silence after the prompt, or after the last entry
 * @param interDigitSeconds silence in the middle of an entry
 * @param terminators keys that end an entry
 * @param noInput silences
 * @param noMatch wrong entries
 * @param attempts both together, when limited
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
