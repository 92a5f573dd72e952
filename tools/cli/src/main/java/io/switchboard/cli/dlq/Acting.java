package io.switchboard.cli.dlq;

import io.switchboard.cli.Speaker;
import io.switchboard.replay.deadletters.LetterBox.Filed;
import java.util.List;
import picocli.CommandLine.Option;

/** Who does something with letters, and whether the plan is enough: a picocli mixin. */
final class Acting {
  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who does it (default: ${DEFAULT-VALUE}).")
  private String by = "";

  @Option(names = "--yes", description = "Do it, instead of only showing the plan.")
  private boolean yes;

  String by() {
    return by;
  }

  /**
   * Shows the plan, and tells whether to go on.
   *
   * @param what for example {@code redrive}
   * @param done for example {@code sent}
   */
  boolean agreed(List<Filed> letters, String what, String done, Speaker speaker) {
    speaker.says(letters.size() + " to " + what);
    speaker.says(Groups.table(Groups.of(letters)));
    if (letters.isEmpty()) {
      speaker.says("There is nothing to do.");
    } else if (!yes) {
      speaker.says("Nothing was " + done + ". Say --yes to do it.");
    }
    return yes && !letters.isEmpty();
  }
}
