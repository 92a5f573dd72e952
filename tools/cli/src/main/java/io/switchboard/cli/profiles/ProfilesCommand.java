package io.switchboard.cli.profiles;

import io.switchboard.cli.CommandGroup;
import picocli.CommandLine.Command;

/** {@code switchboard profiles}: the tiers and prompts of callers. */
@Command(
    name = "profiles",
    mixinStandardHelpOptions = true,
    description = "Profiles of callers: the tier and the root prompt that the menu webhook uses.",
    subcommands = {ImportProfiles.class, ShowProfile.class},
    footer = {
      "",
      "Example:",
      "  switchboard profiles import customers.csv --plan",
      "  switchboard profiles import customers.csv",
      "  switchboard profiles show '(415) 555-0100'"
    })
public final class ProfilesCommand extends CommandGroup {}
