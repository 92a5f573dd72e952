package io.switchboard.cli.whatif;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.cli.CommandFailure;
import io.switchboard.contract.topic.Topics;
import io.switchboard.ivr.IvrService;
import io.switchboard.ivr.IvrTopology;
import io.switchboard.ivr.activation.DefinitionCatalog;
import io.switchboard.ivr.definition.CheckedDefinition;
import io.switchboard.ivr.definition.DefinitionFile;
import io.switchboard.ivr.definition.DefinitionFile.Transfers;
import io.switchboard.ivr.ticks.Ticks;
import io.switchboard.replay.whatif.DecisionExtractor;
import io.switchboard.replay.whatif.Rules;
import io.switchboard.replay.whatif.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Another menu for recorded calls. */
@Command(
    name = "ivr",
    mixinStandardHelpOptions = true,
    description = {
      "What another ivr.yaml would have made of recorded calls. The callers press what they"
          + " pressed then, whatever they would have heard."
    },
    footer = {
      "",
      "Example: yesterday's calls with a changed menu",
      "  switchboard what-if ivr my-menu.yaml --from 2026-11-20 --to 2026-11-21"
    })
final class IvrWhatIf implements Callable<Integer> {
  /** A session lasts a day at most, and its last timer may fire with the next record after it. */
  private static final Duration MEMORY = Duration.ofHours(25);

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The menu, or: shipped. Without, the menus that were in force then.")
  private @Nullable String file;

  @Mixin private final Comparison comparison = new Comparison();

  @Override
  public Integer call() {
    var kafka = comparison.kafka();
    var topics = kafka.topics();
    comparison.environment().check();
    var inForceThen =
        new Rules(() -> topology(topics), new RecordedMenus(DefinitionCatalog.read(kafka), topics));
    return comparison.run(
        new Scenario(
            IvrService.NAME,
            topics.dtmf().name(),
            List.of(
                topics.ivrDecisions().name(),
                topics.ivrOutcomes().name(),
                topics.deadLetters(IvrService.NAME).name()),
            comparison.properties(IvrService.NAME),
            comparison.orRecorded(inForceThen),
            file == null
                ? inForceThen
                : new Rules(() -> topology(topics), new OneMenu(menu(file), topics)),
            new DecisionExtractor(topics)::of,
            MEMORY),
        spec);
  }

  private static Topology topology(Topics topics) {
    return IvrTopology.build(topics, Ticks.none(), new SimpleMeterRegistry());
  }

  private static CheckedDefinition menu(String file) {
    try {
      var text =
          file.equals("shipped") ? DefinitionFile.shippedText() : Files.readString(Path.of(file));
      return DefinitionFile.read(text, Transfers.POSSIBLE)
          .checked()
          .orElseThrow(
              () ->
                  new CommandFailure(
                      file + " has faults; `switchboard ivr check " + file + "` names them", 2));
    } catch (IOException _) {
      throw new CommandFailure("cannot read " + file, 2);
    }
  }
}
