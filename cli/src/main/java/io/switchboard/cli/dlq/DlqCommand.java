package io.switchboard.cli.dlq;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code switchboard dlq}: what services could not use, and what to do about it. */
@Command(
    name = "dlq",
    mixinStandardHelpOptions = true,
    description =
        "Dead letters: records that a service could not use, or CXone would not take. Look at"
            + " them, send them back, set them aside.",
    subcommands = {ListLetters.class, ParkLetters.class, RedriveLetters.class, ShowLetters.class},
    footer = {
      "",
      "Example: see what there is, look at some, try three, then the rest",
      "  switchboard dlq list",
      "  switchboard dlq show --service sink-postgres --reason 22P02",
      "  switchboard dlq redrive --service sink-postgres --reason 22P02 --canary 3 --yes",
      "  switchboard dlq redrive --service sink-postgres --reason 22P02 --yes"
    })
public final class DlqCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /** Only reached without a subcommand. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return CommandLine.ExitCode.USAGE;
  }
}
