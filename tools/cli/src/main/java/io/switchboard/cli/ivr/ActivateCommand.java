package io.switchboard.cli.ivr;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Console;
import io.switchboard.cli.DeploymentOptions;
import io.switchboard.cli.WriteOptions;
import io.switchboard.cli.ZoneOptions;
import io.switchboard.contract.event.ivr.PublishedDefinition;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.ivr.activation.DefinitionCatalog;
import io.switchboard.ivr.activation.DefinitionPublisher;
import io.switchboard.ivr.definition.CheckedDefinition;
import io.switchboard.ivr.definition.DefinitionDifference;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.replay.reading.WindowBound;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Activates a menu. */
@Command(
    name = "activate",
    mixinStandardHelpOptions = true,
    description = {
      "Activate a menu: new calls use it from now on, open calls keep theirs.",
      "Prints a plan; asks at a terminal, and needs --yes without one. --if-none needs neither."
    },
    footer = {
      "",
      "Transfers go to TRANSFER_URL, a setting of ingress.",
      "",
      "Example:",
      "  switchboard ivr activate my-menu.yaml --plan",
      "  switchboard ivr activate my-menu.yaml --yes --reason 'summer hours'",
      "  switchboard ivr activate my-menu.yaml --yes \\",
      "      --at 2026-12-24T18:00 --zone Europe/Berlin",
      "  switchboard ivr activate --previous --yes   # back to the menu before"
    })
final class ActivateCommand implements Callable<Integer> {
  private static final String SOURCE = "/switchboard/cli";

  /** How long to wait at once, because the machine's clock may be set. */
  private static final Duration MAX_WAIT = Duration.ofSeconds(10);

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Menu menu;

  /** Which menu; one of the two. */
  private static final class Menu {
    @Parameters(
        paramLabel = "FILE",
        description = "The menu; or shipped, or the start of a hash of `ivr list`.")
    private String file = MenuText.PREVIOUS;

    @Option(names = "--previous", description = "The menu that was active before this one.")
    private boolean previous;
  }

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why; part of the record, `ivr list` shows it.")
  private @Nullable String reason;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who activates it; part of the record (default: the user's name).")
  private String by = System.getProperty("user.name", "unknown");

  @Option(
      names = "--if-none",
      description = "Only if no menu has been activated: for the first start of a deployment.")
  private boolean ifNone;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "Wait until this time, and then activate it: RFC 3339, or without an offset in the zone."
              + " Nothing is activated when the command ends before.")
  private @Nullable String at;

  @Mixin private final ZoneOptions zone = new ZoneOptions();
  @Mixin private final WriteOptions writing = new WriteOptions();
  @Mixin private final DeploymentOptions deployment = new DeploymentOptions();

  @Override
  public Integer call() {
    var due = due();
    var file = menu.previous ? MenuText.PREVIOUS : menu.file;
    var checked =
        MenuCheck.run(file, deployment, spec.commandLine().getErr())
            .checked()
            .orElseThrow(() -> new CommandFailure(file + " has faults and is not activated"));
    var kafka = deployment.kafka();
    return (ifNone ? activateFirst(kafka, checked) : activate(kafka, checked, due))
        ? print(checked)
        : 0;
  }

  private int print(CheckedDefinition active) {
    new Console(spec)
        .print(active.definition().name() + " is active: " + active.hash().substring(0, 12));
    return 0;
  }

  private boolean activateFirst(KafkaSettings kafka, CheckedDefinition first) {
    var console = new Console(spec);
    if (!writing.agreedInProduction(deployment, console, "activated")) {
      return false;
    }
    try (var publisher = new DefinitionPublisher(kafka, SOURCE)) {
      if (publisher.activateIfNone(first, Instant.now())) {
        return true;
      }
    }
    console.info("a menu is already active; it stays");
    return false;
  }

  /** The time to activate at; null for now. */
  private @Nullable Instant due() {
    if (at == null) {
      return null;
    }
    if (ifNone) {
      throw new CommandFailure("--at and --if-none exclude each other", 2);
    }
    var now = Instant.now();
    var due =
        WindowBound.time(at.strip(), now, zone.zone())
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "--at is not a time like 2026-11-20T15:00:00Z or 2026-11-20T16:00", 2));
    if (due.isBefore(now)) {
      throw new CommandFailure("--at is in the past: " + zone.text(due), 2);
    }
    return due;
  }

  /**
   * Waits, because an activation counts from its place in the log: written now, it would be in
   * force now. What was planned has to hold still afterwards.
   */
  private void await(Instant due, KafkaSettings kafka, Console console) {
    var before = DefinitionCatalog.read(kafka).inForce().map(PublishedDefinition::hash);
    console.info(
        "Waits until "
            + zone.text(due)
            + " for the activation; nothing is activated when it ends before.");
    for (var now = Instant.now(); now.isBefore(due); now = Instant.now()) {
      LockSupport.parkNanos(Math.min(MAX_WAIT.toNanos(), Duration.between(now, due).toNanos()));
    }
    if (!DefinitionCatalog.read(kafka).inForce().map(PublishedDefinition::hash).equals(before)) {
      throw new CommandFailure(
          "another menu was activated meanwhile (`ivr list`): nothing was activated; plan it again");
    }
  }

  private boolean activate(KafkaSettings kafka, CheckedDefinition checked, @Nullable Instant due) {
    var console = new Console(spec);
    console.info(plan(kafka, checked));
    if (!writing.agreedOrFails(deployment, console, "activated")) {
      return false;
    }
    if (due != null) {
      await(due, kafka, console);
    }
    try (var publisher = new DefinitionPublisher(kafka, SOURCE)) {
      var inForce = publisher.activate(checked, Instant.now(), by, reason);
      if (!inForce.hash().equals(checked.hash())) {
        throw new CommandFailure(
            "%s (%s) was activated at the same time and is the active one; to replace it, activate yours again"
                .formatted(inForce.name(), inForce.hash().substring(0, 12)));
      }
    }
    return true;
  }

  /** What callers would notice. */
  private static List<String> plan(KafkaSettings kafka, CheckedDefinition wanted) {
    var name = wanted.definition().name() + " (" + wanted.hash().substring(0, 12) + ")";
    var active = DefinitionCatalog.read(kafka).inForce();
    if (active.isEmpty()) {
      return List.of("plan: activate " + name + ", the first menu");
    }
    var before = DefinitionFile.stored(active.get().body().toString(), active.get().hash());
    var differences = DefinitionDifference.between(before, wanted.definition());
    var lines = new ArrayList<String>();
    lines.add(
        "plan: activate %s in place of %s (%s)%s"
            .formatted(
                name,
                before.name(),
                active.get().hash().substring(0, 12),
                differences.isEmpty() ? "; callers would notice nothing" : ""));
    differences.forEach(difference -> lines.add("  " + difference));
    return lines;
  }
}
