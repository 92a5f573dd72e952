package io.switchboard.cli.ivr;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What callers hear. */
@Command(
    name = "ivr",
    mixinStandardHelpOptions = true,
    description = "Check, play, draw, compare and activate menu definitions.",
    subcommands = {
      ActivateCommand.class,
      CheckCommand.class,
      DiffCommand.class,
      DrawCommand.class,
      ListCommand.class,
      PlayCommand.class,
      SchemaCommand.class,
      ShowCommand.class
    },
    footer = {
      "",
      "Example: change a copy of the shipped menu, check it, listen to it, put it in force",
      "  switchboard ivr show > my-menu.yaml",
      "  switchboard ivr check my-menu.yaml",
      "  switchboard ivr play my-menu.yaml 1 A 1",
      "  switchboard ivr activate my-menu.yaml"
    })
public final class IvrCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return CommandLine.ExitCode.USAGE;
  }
}
