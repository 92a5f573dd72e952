package io.switchboard.cli.dlq;

import io.switchboard.cli.CommandGroup;
import picocli.CommandLine.Command;

/** {@code switchboard dlq}: lists, shows, redrives and parks dead letters. */
@Command(
    name = "dlq",
    mixinStandardHelpOptions = true,
    description =
        "Dead letters: records that a service could not process or CXone refused. List, show, redrive and park them.",
    subcommands = {
      ListDeadLetters.class,
      ParkDeadLetters.class,
      RedriveDeadLetters.class,
      ShowDeadLetters.class
    },
    footer = {
      "",
      "Example: count them, show some, redrive three, then the rest",
      "  switchboard dlq list",
      "  switchboard dlq show --service sink-postgres --reason 22P02",
      "  switchboard dlq redrive --service sink-postgres --reason 22P02 --canary 3 --yes",
      "  switchboard dlq redrive --service sink-postgres --reason 22P02 --yes"
    })
public final class DlqCommand extends CommandGroup {}
