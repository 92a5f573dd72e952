package io.switchboard.cli.up;

import io.switchboard.cli.SwitchboardCommand;
import java.util.List;

/**
 * Runs the commands that people use most against the deployment of the environment, so that the JVM
 * records their classes in an AOT cache. The launcher starts it beside a trial {@code up}; its
 * output is of no interest.
 */
public final class CommandTraining {
  private static final List<String> COMMANDS =
      List.of(
          "send",
          "status",
          "tail ivr.decisions dispositions.classified --last 5",
          "trace +14155552671",
          "dnc explain +14155552671",
          "count cxone.call-results",
          "dlq list",
          "doctor --only deployment",
          "topics plan --profile embedded",
          "ivr show");

  private CommandTraining() {}

  /** Takes no arguments; the exit code is always 0. */
  public static void main(String[] args) {
    System.setProperty("switchboard.log.threshold", "OFF"); // as the commands do
    COMMANDS.forEach(command -> SwitchboardCommand.run(command.split(" ")));
    System.exit(0);
  }
}
