package io.switchboard.cli.profiles;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Console;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.contract.phone.PhoneNumber;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the profile of a caller, as the menu webhook would find it. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Print the tier and prompt of a caller.",
    footer = {"", "Example:", "  switchboard profiles show '(415) 555-0100'"})
final class ShowProfile implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "NUMBER", description = "In any format.")
  private String number = "";

  @Mixin private final DeploymentOptions deployment = new DeploymentOptions();

  @Override
  public Integer call() {
    var read =
        PhoneNumber.parse(number, deployment.region())
            .orElseThrow(() -> new CommandFailure("this number cannot be read", 2));
    var found =
        ProfileDatabase.with(
            deployment.database(),
            table -> new ProfileDatabase.WorkResult<>(table.find(read), false));
    new Console(spec)
        .print(
            found
                .map(
                    profile ->
                        profile.tier().wireName()
                            + (profile.prompt() == null ? "" : ", hears " + profile.prompt()))
                .orElse("no profile: hears the default prompt"));
    return 0;
  }
}
