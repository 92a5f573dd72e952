package io.switchboard.ingress.menu.decision;

import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.ingress.follower.FollowerStart;
import io.switchboard.ingress.follower.TopicFollower;
import io.switchboard.ingress.menu.answer.RootMenus;
import io.switchboard.ingress.menu.shadow.ShadowDecisions;
import io.switchboard.ingress.menu.shadow.ShadowLimits;
import io.switchboard.service.HealthChecks;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * What the menu webhook reads: definitions from their beginning; decisions, and behind them the log
 * of calls, for as long back as a session may be silent. Not ready before decisions and log are
 * followed on every partition; without definitions it goes on with the shipped root menu.
 */
public final class MenuTopicReaders implements AutoCloseable {
  /** The log is read a little further back: a decision follows its record. */
  private static final Duration LOG_MARGIN = Duration.ofMinutes(2);

  private final TopicFollower decisions;
  private final TopicFollower definitions;
  private final CompletableFuture<TopicFollower> log;

  /**
   * Starts reading.
   *
   * @param onDifference runs for each shadow decision that ivr-streams took otherwise
   */
  public MenuTopicReaders(
      KafkaSettings kafka,
      PendingDecisions pending,
      CallPartitions partitions,
      ShadowDecisions shadows,
      ShadowLimits limits,
      RootMenus roots,
      HealthChecks health,
      Runnable onDifference) {
    var topics = kafka.topics();
    var logReader = new CallLogReader(shadows, partitions, health);
    var followed = new CompletableFuture<Void>();
    this.definitions =
        TopicFollower.start(
            kafka,
            topics.ivrDefinitions().name(),
            FollowerStart.BEGINNING,
            new DefinitionTopicReader(roots, shadows.definitions(), health),
            health);
    this.decisions =
        TopicFollower.start(
            kafka,
            topics.ivrDecisions().name(),
            new FollowerStart.Recent(limits.window(), limits.maxDecisions()),
            new DecisionReader(
                pending, shadows.calls(), health, () -> followed.complete(null), onDifference),
            health);
    // behind the decisions: what these include already is not kept
    this.log =
        followed.thenApply(
            _ ->
                TopicFollower.start(
                    kafka,
                    topics.dtmf().name(),
                    new FollowerStart.Recent(
                        limits.window().plus(LOG_MARGIN), 2 * limits.maxDecisions()),
                    logReader,
                    health));
  }

  /** Whether a decision that is made now would be seen. */
  public boolean ready() {
    return decisions.following();
  }

  @Override
  public void close() {
    decisions.close();
    definitions.close();
    var _ = log.thenAccept(TopicFollower::close);
  }
}
