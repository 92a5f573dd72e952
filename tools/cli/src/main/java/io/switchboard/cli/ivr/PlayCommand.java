package io.switchboard.cli.ivr;

import io.switchboard.cli.CommandFailure;
import io.switchboard.cli.Console;
import io.switchboard.cli.ZoneOptions;
import io.switchboard.contract.event.ivr.CallSource;
import io.switchboard.contract.event.ivr.Tier;
import io.switchboard.ivr.simulation.MenuSimulator;
import io.switchboard.replay.reading.WindowBound;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays a call against a menu, by the rules of real calls. */
@Command(
    name = "play",
    mixinStandardHelpOptions = true,
    description =
        "Play a call: what the caller hears at each step. Without moves, asks for them line by"
            + " line.",
    footer = {
      "",
      "Moves: keys (1, 1A1; bridge:1 from another source, 1@7 for turn 7), - for silence, +30 to"
          + " let half a minute pass, fallback for an answer with the root menu, end to hang up.",
      "",
      "Example: a gold caller on a Sunday, who presses 1, is silent, presses A",
      "  switchboard ivr play my-menu.yaml --tier gold --at 2026-11-22T10:00:00Z 1 - A"
    })
final class PlayCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "The menu, or: shipped.")
  private String file = MenuText.SHIPPED;

  @Parameters(index = "1..*", paramLabel = "MOVE", description = "Keys, -, +SECONDS, end.")
  private List<String> moves = List.of();

  @Option(
      names = "--tier",
      paramLabel = "TIER",
      defaultValue = "none",
      description =
          "platinum, gold, silver, standard, or none (default): a caller without a profile.")
  private Tier tier = Tier.NONE;

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      defaultValue = "menu",
      description = "menu (default), bridge or simulator: the source of the keys.")
  private CallSource source = CallSource.MENU;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "When the call starts: yesterday, 2026-11-22T10:00 (in the zone), 2026-11-22T10:00:00Z;"
              + " default: now.")
  private @Nullable String start;

  @Option(
      names = "--script",
      paramLabel = "FILE",
      description =
          "Play a recorded call (see `trace --as-test`); exit code 1 when callers hear something"
              + " else.")
  private @Nullable Path script;

  @Mixin private final ZoneOptions zone = new ZoneOptions();

  @Override
  public Integer call() throws IOException {
    if (script != null) {
      return playScript(script);
    }
    var definition = MenuText.definition(file);
    var at = beginning();
    var call = new MenuSimulator(definition, source, tier, at, zone.zone());
    var console = new Console(spec);
    console.print(List.of(zone.dated(at), ""));
    console.print(call.begin());
    if (moves.isEmpty()) {
      playInteractively(call, console);
      return 0;
    }
    for (var move : moves) {
      console.print(call.move(move));
    }
    return 0;
  }

  private int playScript(Path itsFile) {
    var console = new Console(spec);
    var faults = PlayScript.read(itsFile).play(MenuText.definition(file), console::print);
    console.info(faults);
    return faults.isEmpty() ? 0 : 1;
  }

  private Instant beginning() {
    return start == null
        ? Instant.now()
        : WindowBound.time(start.strip(), Instant.now(), zone.zone())
            .orElseThrow(
                () -> new CommandFailure("--at is not a time like 2026-11-20T15:00:00Z", 2));
  }

  private void playInteractively(MenuSimulator call, Console console) throws IOException {
    var in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    var err = spec.commandLine().getErr();
    while (!call.isOver()) {
      err.print("> ");
      err.flush();
      var line = in.readLine();
      if (line == null) {
        return;
      }
      for (var move : line.strip().split("\\s+", -1)) {
        try {
          console.print(move.isEmpty() ? List.of() : call.move(move));
        } catch (IllegalArgumentException e) {
          err.println(e.getMessage());
        }
      }
    }
  }
}
