package io.switchboard.cli.dnc;

import io.switchboard.cli.Deployment;
import io.switchboard.contract.event.Consent;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Enters an opt-in that reached a person. */
@Command(
    name = "opt-in",
    mixinStandardHelpOptions = true,
    description = "Enter an opt-in that reached a person; it goes through the log like any other.",
    footer = {
      "",
      "Example:",
      "  switchboard dnc opt-in '+14155552671' --by jane --reason 'letter of 20 November'"
    })
final class OptInCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "NUMBER", description = "As people write it, or a raw: key.")
  private String number = "";

  @Mixin private Operator operator = new Operator();
  @Mixin private Deployment deployment = new Deployment();

  @Override
  public Integer call() {
    var events = Entering.enter(deployment, operator, Consent.OPT_IN, number);
    var out = spec.commandLine().getOut();
    events.forEach(event -> out.println(event.key() + " entered, event " + event.eventId()));
    out.flush();
    return 0;
  }
}
