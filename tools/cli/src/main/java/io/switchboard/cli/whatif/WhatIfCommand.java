package io.switchboard.cli.whatif;

import io.switchboard.cli.CommandGroup;
import picocli.CommandLine.Command;

/** {@code switchboard what-if}: what other rules would have decided. */
@Command(
    name = "what-if",
    mixinStandardHelpOptions = true,
    description = {
      "Run the services' topologies over recorded input with other rules, and report which decisions would be different. Nothing is written, and no service is affected.",
      "Without other rules no decision may be different: this checks determinism."
    },
    subcommands = {DispositionsWhatIf.class, DncWhatIf.class, IvrWhatIf.class},
    footer = {
      "",
      "Exit codes: 0 no decision changes, 3 some do.",
      "",
      "Example: last week's call results by a changed file",
      "  switchboard what-if dispositions my-dispositions.yaml --from -7d"
    })
public final class WhatIfCommand extends CommandGroup {}
