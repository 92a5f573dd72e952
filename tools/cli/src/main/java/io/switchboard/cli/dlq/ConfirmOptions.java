package io.switchboard.cli.dlq;

import io.switchboard.cli.Console;
import io.switchboard.replay.dlq.ResolutionPlan;
import picocli.CommandLine.Option;

/** {@code --by} and {@code --yes}: the operator's name, and whether to execute the plan. */
final class ConfirmOptions {
  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who does it (default: ${DEFAULT-VALUE}).")
  private String by = "";

  @Option(names = "--yes", description = "Execute the plan instead of only showing it.")
  private boolean yes;

  String by() {
    return by;
  }

  /**
   * Prints the plan.
   *
   * @param what for example {@code redrive}
   * @param done for example {@code sent}
   * @return whether to execute it
   */
  boolean agreed(ResolutionPlan plan, String what, String done, Console console) {
    console.info(plan.deadLetters().size() + " to " + what);
    console.info(DeadLetterTable.lines(plan.groups()));
    if (plan.deadLetters().isEmpty()) {
      console.info("There is nothing to do.");
    } else if (!yes) {
      console.info("Nothing was " + done + ". Add --yes to execute it.");
    }
    return yes && !plan.deadLetters().isEmpty();
  }
}
