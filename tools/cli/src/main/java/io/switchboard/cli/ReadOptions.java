package io.switchboard.cli;

import io.switchboard.replay.text.NumberMasking;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that reads topics; a picocli mixin. */
public final class ReadOptions {
  @Mixin private final DeploymentOptions deployment = new DeploymentOptions();

  @Mixin private final WindowOptions window = new WindowOptions();

  @Option(
      names = "--reveal",
      description = "Show phone numbers, and keys as they were received, unmasked.")
  private boolean reveal;

  /** The deployment that is read. */
  public DeploymentOptions deployment() {
    return deployment;
  }

  /** The part of the topics that is read. */
  public WindowOptions window() {
    return window;
  }

  /** How numbers and digits are shown: masked without {@code --reveal}. */
  public NumberMasking numbers() {
    return NumberMasking.revealed(reveal);
  }
}
