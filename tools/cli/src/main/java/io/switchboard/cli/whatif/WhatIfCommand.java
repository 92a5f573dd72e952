package io.switchboard.cli.whatif;

import io.switchboard.cli.CommandGroup;
import picocli.CommandLine.Command;

/** {@code switchboard what-if}: what other rules would have decided. */
@Command(
    name = "what-if",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the services' own topologies over recorded input, under other rules, and tells which"
          + " decisions would be different. Writes nothing, and no service notices.",
      "Without other rules nothing may be different: that is a check of determinism."
    },
    subcommands = {DispositionsWhatIf.class, DncWhatIf.class, IvrWhatIf.class},
    footer = {
      "",
      "Exit codes: 0 nothing changes, 3 something does.",
      "",
      "Example: what a changed file would have made of the last week's call results",
      "  switchboard what-if dispositions my-dispositions.yaml --from -7d"
    })
public final class WhatIfCommand extends CommandGroup {}
