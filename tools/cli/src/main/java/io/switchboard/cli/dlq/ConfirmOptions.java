package io.switchboard.cli.dlq;

import io.switchboard.cli.Console;
import io.switchboard.cli.WriteOptions;
import io.switchboard.replay.dlq.ResolutionPlan;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --by}, {@code --plan} and {@code --yes}: who does it, and whether to execute the plan. */
final class ConfirmOptions {
  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who does it (default: ${DEFAULT-VALUE}).")
  private String by = "";

  @Mixin private final WriteOptions writing = new WriteOptions();

  String by() {
    return by;
  }

  /**
   * Prints the plan.
   *
   * @param most how many of them are to be done
   * @param what for example {@code redrive}
   * @param done for example {@code sent}
   * @return whether to execute it; false when there is nothing to do or only the plan was wanted
   * @throws io.switchboard.cli.CommandFailure when it was not confirmed
   */
  boolean agreed(
      ResolutionPlan plan,
      int most,
      String what,
      String done,
      DeadLetterOptions selected,
      Console console) {
    var all = plan.deadLetters().size();
    if (all == 0) {
      console.info("There is nothing to do: 0 to " + what + ".");
      return false;
    }
    console.info((most < all ? most + " of " + all : "" + all) + " to " + what);
    console.info(DeadLetterTable.of(plan.groups()).lines(console.width(), selected.zone()));
    return writing.agreedOrFails(selected.deployment(), console, done);
  }
}
