package io.switchboard.ivr.definition.reading;

import io.switchboard.ivr.menu.AttemptLimit;
import io.switchboard.ivr.menu.Prompts;
import io.switchboard.ivr.menu.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The default values of a node. */
record Defaults(
    Prompts prompts,
    int promptSeconds,
    int firstDigitSeconds,
    int interDigitSeconds,
    List<String> terminators,
    AttemptLimit noInput,
    AttemptLimit noMatch,
    @Nullable AttemptLimit attempts) {

  /** The defaults of the language. */
  static final Defaults BUILT_IN =
      new Defaults(
          PromptReader.NONE,
          15,
          10,
          3,
          List.of("#", "*"),
          new AttemptLimit(1, new Target.Hangup()),
          new AttemptLimit(10, new Target.Hangup()),
          null);
}
