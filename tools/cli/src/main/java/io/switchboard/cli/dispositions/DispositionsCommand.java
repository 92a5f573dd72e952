package io.switchboard.cli.dispositions;

import io.switchboard.cli.CommandGroup;
import picocli.CommandLine.Command;

/** The meaning of agents' disposition codes. */
@Command(
    name = "dispositions",
    mixinStandardHelpOptions = true,
    description = "Check disposition rules, and find the codes without a rule.",
    subcommands = {CheckRulesCommand.class, RulesCommand.class, UnknownCommand.class},
    footer = {
      "",
      "Example: write your rules, check them, run with them",
      "  switchboard dispositions rules > dispositions.yaml",
      "  switchboard dispositions check dispositions.yaml",
      "  DISPOSITIONS_FILE=dispositions.yaml switchboard up"
    })
public final class DispositionsCommand extends CommandGroup {}
