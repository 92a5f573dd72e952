package io.switchboard.cli.ivr;

import io.switchboard.cli.CommandGroup;
import picocli.CommandLine.Command;

/** {@code switchboard ivr}: menu definitions. */
@Command(
    name = "ivr",
    mixinStandardHelpOptions = true,
    description = "Check, play, draw, compare and activate menu definitions.",
    subcommands = {
      ActivateCommand.class,
      CheckMenuCommand.class,
      DiffCommand.class,
      DrawCommand.class,
      ListCommand.class,
      PlayCommand.class,
      SchemaCommand.class,
      ShowCommand.class
    },
    footer = {
      "",
      "Example: change a copy of the shipped menu, check it, play it, activate it",
      "  switchboard ivr show > my-menu.yaml",
      "  switchboard ivr check my-menu.yaml",
      "  switchboard ivr play my-menu.yaml 1 A 1",
      "  switchboard ivr activate my-menu.yaml"
    })
public final class IvrCommand extends CommandGroup {}
