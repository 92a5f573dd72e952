package io.switchboard.cli.dnc;

import io.switchboard.cli.WriteOptions;
import io.switchboard.contract.event.dnc.Consent;
import picocli.CommandLine.Command;

/** Enters an opt-in. */
@Command(
    name = "opt-in",
    mixinStandardHelpOptions = true,
    description = {"Enter an opt-in; it is decided like any other.", WriteOptions.ASKS},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:it was written to the log",
      " 1:it is not known to be durable, was quarantined, or was not confirmed"
    },
    footer = {
      "",
      "Example:",
      "  switchboard dnc opt-in '+14155552671' --by jane --reason 'signed a form' --yes"
    })
final class OptInCommand extends EnteringCommand {
  OptInCommand() {
    super(Consent.OPT_IN);
  }
}
