package io.switchboard.cli.dnc;

import io.switchboard.cli.WriteOptions;
import io.switchboard.contract.event.dnc.Consent;
import picocli.CommandLine.Command;

/** Enters an opt-out. */
@Command(
    name = "opt-out",
    mixinStandardHelpOptions = true,
    description = {
      "Enter an opt-out; it is decided like any other.",
      WriteOptions.ASKS_IN_PRODUCTION
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:it was written to the log",
      " 1:it is not known to be durable, or it was quarantined"
    },
    footer = {
      "",
      "Example:",
      "  switchboard dnc opt-out '+14155552671' --by jane --reason 'asked on the phone'"
    })
final class OptOutCommand extends EnteringCommand {
  OptOutCommand() {
    super(Consent.OPT_OUT);
  }
}
