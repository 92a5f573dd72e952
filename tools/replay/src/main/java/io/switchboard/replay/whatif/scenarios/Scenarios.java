package io.switchboard.replay.whatif.scenarios;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.contract.topic.Topics;
import io.switchboard.disposition.DispositionService;
import io.switchboard.disposition.DispositionTopology;
import io.switchboard.disposition.severity.DispositionRules;
import io.switchboard.dnc.DncService;
import io.switchboard.dnc.DncTopology;
import io.switchboard.dnc.registry.ConsentPolicy;
import io.switchboard.ivr.IvrService;
import io.switchboard.ivr.IvrTopology;
import io.switchboard.ivr.activation.DefinitionCatalog;
import io.switchboard.ivr.definition.CheckedDefinition;
import io.switchboard.ivr.ticks.Ticks;
import io.switchboard.replay.whatif.DecisionExtractor;
import io.switchboard.replay.whatif.RuleVariant;
import io.switchboard.replay.whatif.Scenario;
import io.switchboard.streams.StreamsOptions;
import io.switchboard.streams.StreamsService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;

/** The scenarios of a deployment: each runs the topology of one service under other rules. */
public final class Scenarios {
  /** A session lasts at most a day, and its last timer may fire with the next record after it. */
  private static final Duration SESSION_MEMORY = Duration.ofHours(25);

  private final KafkaSettings kafka;
  private final Topics topics;

  public Scenarios(KafkaSettings kafka) {
    this.kafka = kafka;
    this.topics = kafka.topics();
  }

  /**
   * Other rules for call results.
   *
   * @param now the rules to compare with; null compares with what was recorded
   */
  public Scenario dispositions(@Nullable DispositionRules now, DispositionRules then) {
    return new Scenario(
        DispositionService.NAME,
        topics.callResults().name(),
        List.of(
            topics.dispositionsClassified().name(),
            topics.deadLetters(DispositionService.NAME).name()),
        properties(DispositionService.NAME),
        now == null ? null : rules(now),
        rules(then),
        new DecisionExtractor(topics)::of,
        null);
  }

  private RuleVariant rules(DispositionRules rules) {
    return RuleVariant.of(
        () -> DispositionTopology.build(topics, rules, new SimpleMeterRegistry()));
  }

  /**
   * Another menu for recorded calls.
   *
   * @param menu null for the menus that were active then
   * @param againstRules whether the other side decides again with the menus that were active;
   *     otherwise it is the recorded outcome
   */
  public Scenario ivr(@Nullable CheckedDefinition menu, boolean againstRules) {
    var inForceThen =
        new RuleVariant(
            this::menuTopology, new RecordedMenus(DefinitionCatalog.read(kafka), topics));
    return new Scenario(
        IvrService.NAME,
        topics.dtmf().name(),
        List.of(
            topics.ivrDecisions().name(),
            topics.ivrOutcomes().name(),
            topics.deadLetters(IvrService.NAME).name()),
        properties(IvrService.NAME),
        againstRules ? inForceThen : null,
        menu == null
            ? inForceThen
            : new RuleVariant(this::menuTopology, new FixedMenu(menu, topics)),
        new DecisionExtractor(topics)::of,
        SESSION_MEMORY);
  }

  private Topology menuTopology() {
    return IvrTopology.build(topics, Ticks.none(), new SimpleMeterRegistry());
  }

  /**
   * Another policy on consent.
   *
   * @param now the policy to compare with; null compares with what was recorded
   */
  public Scenario dnc(@Nullable ConsentPolicy now, ConsentPolicy then) {
    return new Scenario(
        DncService.NAME,
        topics.dncEvents().name(),
        List.of(topics.dncDecisions().name()),
        properties(DncService.NAME),
        now == null ? null : rules(now),
        rules(then),
        new DecisionExtractor(topics)::of,
        null);
  }

  private RuleVariant rules(ConsentPolicy policy) {
    return RuleVariant.of(() -> DncTopology.decisions(topics, policy, new SimpleMeterRegistry()));
  }

  private Properties properties(String service) {
    return StreamsService.properties(service, kafka, StreamsOptions.in(Path.of(".")));
  }
}
