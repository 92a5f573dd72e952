package io.switchboard.cli.dnc;

import io.switchboard.cli.CommandGroup;
import io.switchboard.cli.dnc.evidence.EvidenceCommand;
import io.switchboard.cli.dnc.export.ExportCommand;
import io.switchboard.cli.dnc.imports.ImportCommand;
import io.switchboard.cli.dnc.reconcile.ReconcileCommand;
import picocli.CommandLine.Command;

/** {@code switchboard dnc}: which numbers may be called, since when and why. */
@Command(
    name = "dnc",
    mixinStandardHelpOptions = true,
    description =
        "Which numbers may be called, since when and why: enter, explain, prove, rebuild.",
    subcommands = {
      EvidenceCommand.class,
      ExplainCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      OptInCommand.class,
      OptOutCommand.class,
      RebuildCommand.class,
      ReconcileCommand.class,
      ResolveCommand.class,
      VerifyCommand.class,
    },
    footer = {
      "",
      "Example: enter an opt-out of a caller; later, show the number's history",
      "  switchboard dnc opt-out '+14155552671' --by jane --reason 'asked on the phone'",
      "  switchboard dnc explain '+14155552671'"
    })
public final class DncCommand extends CommandGroup {}
