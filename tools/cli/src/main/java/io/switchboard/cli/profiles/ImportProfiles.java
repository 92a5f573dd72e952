package io.switchboard.cli.profiles;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Console;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.WriteOptions;
import io.switchboard.cli.csv.ListFile;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.contract.settings.DatabaseSettings;
import io.switchboard.contract.text.Quantity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports a list of profiles in one transaction. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Import a list of callers, a CSV file with a header.",
      "Columns: phone_number, tier (platinum, gold, silver or standard); optional: menu_prompt_url"
          + " (https, played at the root instead of the tier's prompt).",
      "All usable lines are imported in one transaction; the same list again has no effect. Profiles are cached for a minute."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {" 0:every line was imported", " 1:some were skipped, or nothing was done"},
    footer = {
      "",
      "Example: show the plan, then import",
      "  switchboard profiles import customers.csv --plan",
      "  switchboard profiles import customers.csv --yes --rejects rejects.csv"
    })
final class ImportProfiles implements Callable<Integer> {
  private static final int MAX_LISTED = 20;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The list, UTF-8 or UTF-16.")
  private Path file = Path.of("");

  @Mixin private final WriteOptions writing = new WriteOptions();

  @Option(names = "--replace", description = "Remove profiles that are not in the list.")
  private boolean replace;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description = "Write unusable lines to this file, for correction; not with --plan.")
  private @Nullable Path rejects;

  @Mixin private final DeploymentOptions deployment = new DeploymentOptions();

  @Override
  public Integer call() {
    var list = ProfileList.read(ListFile.read(file), deployment.region());
    var console = new Console(spec);
    console.info(faults(list));
    if (rejects != null && !writing.isPlanOnly()) {
      ListFile.writeRejects(rejects, list.header(), list.faults());
    }
    if (list.profiles().isEmpty()) {
      throw new CommandFailure("no line of " + file + " can be used; nothing was changed");
    }
    take(list, deployment.database(), console);
    return list.faults().isEmpty() ? 0 : 1;
  }

  private void take(ProfileList list, DatabaseSettings database, Console console) {
    ProfileDatabase.with(
        database,
        table -> {
          try (var bar = console.progress("profiles")) {
            table.stage(list.profiles(), bar);
          }
          var difference = table.difference();
          console.info(plan(list, difference));
          var agreed = writing.agreedOrFails(deployment, console, "changed");
          if (agreed) {
            table.apply(replace);
          }
          return new ProfileDatabase.WorkResult<>(difference, agreed);
        });
    if (!writing.isPlanOnly()) {
      console.print(
          "%s imported, %s skipped"
              .formatted(
                  Quantity.of(list.profiles().size(), "profile"),
                  Quantity.of(list.faults().size(), "line")));
    }
  }

  private List<String> plan(ProfileList list, ProfileTable.Difference difference) {
    var lines = new ArrayList<String>();
    for (var tier : List.of(Tier.PLATINUM, Tier.GOLD, Tier.SILVER, Tier.STANDARD)) {
      var count = list.profiles().stream().filter(profile -> profile.tier() == tier).count();
      if (count > 0) {
        lines.add("%8d %s".formatted(count, tier.wireName()));
      }
    }
    lines.add(
        "plan: %,d new, %,d changed, %,d unchanged"
            .formatted(difference.added(), difference.changed(), difference.same()));
    if (difference.others() > 0) {
      lines.add(
          "      %,d not in the list %s"
              .formatted(difference.others(), replace ? "are removed" : "stay"));
    }
    return lines;
  }

  private static List<String> faults(ProfileList list) {
    var lines = new ArrayList<String>();
    list.faults().stream()
        .limit(MAX_LISTED)
        .forEach(fault -> lines.add("skipped: line %d %s".formatted(fault.line(), fault.reason())));
    if (list.faults().size() > MAX_LISTED) {
      lines.add("skipped: %d more".formatted(list.faults().size() - MAX_LISTED));
    }
    return lines;
  }
}
