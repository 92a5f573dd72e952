package io.switchboard.cli;

import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * {@code --plan} and {@code --yes} of commands that write, as a picocli mixin. Such a command
 * prints its plan first. With {@code --yes} it goes on; at a terminal it asks; else it ends. A
 * deployment in production is named before anything is written, and its name is the answer.
 */
public final class WriteOptions {
  /** The line of {@code --help} for commands that use {@link #agreedOrFails}. */
  public static final String ASKS =
      "Prints a plan; asks at a terminal, and needs --yes without one.";

  /** The line of {@code --help} for commands that use {@link #agreedInProduction}. */
  public static final String ASKS_IN_PRODUCTION =
      "Asks only when the deployment is in production, and needs --yes there without a terminal.";

  @Option(names = "--plan", description = "Print the plan only.")
  private boolean planOnly;

  @Option(names = "--yes", description = "Execute the plan without asking.")
  private boolean yes;

  /** Whether the plan alone is wanted. */
  public boolean isPlanOnly() {
    return planOnly;
  }

  /**
   * Whether to go on after the plan.
   *
   * @param done what was not done otherwise, for example {@code sent}
   */
  public boolean agreed(DeploymentOptions deployment, Console console, String done) {
    var production = deployment.production();
    production.ifPresent(name -> console.info("Deployment " + name + " is in production."));
    var agreed = !planOnly && (yes || asked(production, console));
    if (!agreed) {
      console.info("Nothing was " + done + "." + (planOnly ? "" : " Add --yes to execute it."));
    }
    return agreed;
  }

  /**
   * Returns normally when the plan is to be executed, or only the plan was wanted.
   *
   * @return whether to go on
   * @throws CommandFailure when it was not confirmed, so that a script without {@code --yes} fails
   */
  public boolean agreedOrFails(DeploymentOptions deployment, Console console, String done) {
    if (agreed(deployment, console, done)) {
      return true;
    }
    if (!planOnly) {
      throw new CommandFailure("not confirmed");
    }
    return false;
  }

  /**
   * The same for what needs no plan to be checked, for example an opt-out: only a deployment in
   * production asks.
   */
  public boolean agreedInProduction(DeploymentOptions deployment, Console console, String done) {
    return (!planOnly && deployment.production().isEmpty())
        || agreedOrFails(deployment, console, done);
  }

  private static boolean asked(Optional<String> production, Console console) {
    if (!Terminal.isInteractive()) {
      return false;
    }
    console.info(
        production.map(name -> "Type its name to go on:").orElse("Go on? Type y, else nothing:"));
    var answer = Terminal.readLine().orElse("").strip();
    return production
        .map(answer::equals)
        .orElseGet(() -> answer.toLowerCase(Locale.ROOT).startsWith("y"));
  }
}
