package io.switchboard.cli.dlq;

import io.switchboard.replay.deadletters.LetterBox.State;
import io.switchboard.replay.deadletters.Resolving;
import io.switchboard.replay.reading.LogReader;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sets them aside. */
@Command(
    name = "park",
    mixinStandardHelpOptions = true,
    description = {
      "Set open dead letters aside: looked at, and nothing more to be done. They stay on their"
          + " topic, and redrive --parked takes them up again.",
      "Shows a plan first; nothing is noted without --yes."
    },
    footer = {
      "",
      "Example:",
      "  switchboard dlq park --reason 404 --why 'contacts deleted in CXone, ticket 4711' --yes"
    })
final class ParkLetters implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin private final LetterOptions options = new LetterOptions();

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      required = true,
      description = "For who looks next.")
  private String why = "";

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who does it (default: ${DEFAULT-VALUE}).")
  private String by = "";

  @Option(names = "--yes", description = "Do it, instead of only showing the plan.")
  private boolean yes;

  @Override
  public Integer call() {
    var kafka = options.kafka();
    var err = spec.commandLine().getErr();
    try (var reader = LogReader.open(kafka)) {
      var open =
          options.letters(kafka, reader, err).stream()
              .filter(filed -> filed.state() == State.OPEN)
              .toList();
      err.println(open.size() + " to park");
      Groups.table(Groups.of(open)).forEach(err::println);
      if (open.isEmpty() || !yes) {
        err.println(open.isEmpty() ? "There is nothing to do." : "Nothing was noted. Say --yes.");
        err.flush();
        return 0;
      }
      err.flush();
      try (var resolving = Resolving.open(kafka, reader, by, InstantSource.system())) {
        var result = resolving.park(options.predicate(), options.window(), why);
        spec.commandLine().getOut().println(result.done().size() + " parked");
        spec.commandLine().getOut().flush();
      }
    }
    return 0;
  }
}
