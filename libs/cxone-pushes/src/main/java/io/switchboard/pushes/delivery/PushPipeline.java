package io.switchboard.pushes.delivery;

import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.cxone.Cxone;
import io.switchboard.cxone.profile.CxoneProfile;
import io.switchboard.pushes.records.AnswerLog;
import io.switchboard.pushes.records.CurrentStates;
import io.switchboard.pushes.records.OutboundRecordIds;
import io.switchboard.pushes.records.SendAttempts;
import io.switchboard.pushes.state.Push;
import io.switchboard.pushes.state.PushSource;
import io.switchboard.service.HealthChecks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The pushes of one kind: the backlog, and the threads that send it. Thread-safe. */
public final class PushPipeline {
  private final PushKind kind;
  private final Backlog backlog = new Backlog();
  private final Dispatcher dispatcher;

  /** The components that the pipelines of one components share. */
  public record PipelineComponents(
      Cxone cxone,
      Lease lease,
      OpenOffsets openOffsets,
      SendAttempts attempts,
      AnswerLog log,
      PushMetrics metrics,
      OutboundRecordIds records,
      CurrentStates states,
      PipelineRules rules) {}

  /**
   * The rules of requests.
   *
   * @param keyFailureTimeout a key that fails for longer, while others succeed, becomes a dead
   *     letter
   * @param requestTimeout a request that timed out has ended on the server after this time again
   * @param repeatCheckInterval between two checks whether a repeated state is still the newest
   * @param optOutsApart opt-outs and opt-ins go to endpoints of their own
   */
  public record PipelineRules(
      Duration keyFailureTimeout,
      Duration requestTimeout,
      Duration repeatCheckInterval,
      boolean optOutsApart) {
    /** Checks every two seconds whether a repeated state is still the newest. */
    public PipelineRules(
        Duration keyFailureTimeout, Duration requestTimeout, boolean optOutsApart) {
      this(keyFailureTimeout, requestTimeout, Duration.ofSeconds(2), optOutsApart);
    }
  }

  private PushPipeline(
      PushKind kind,
      PushSource<?> source,
      PushBreaker breaker,
      PipelineComponents components,
      HealthChecks health) {
    this.kind = kind;
    this.dispatcher =
        new Dispatcher(source, backlog, new Delivery(source, breaker, backlog, components), health);
  }

  /** Starts sending the states that are added. */
  public static PushPipeline start(
      PushSource<?> source,
      PipelineComponents components,
      CxoneProfile profile,
      HealthChecks health) {
    var kind = source.kind();
    var listener = new BreakerHealth(kind, profile, health, components.metrics());
    var pipeline =
        new PushPipeline(
            kind,
            source,
            new PushBreaker(listener, components.rules().keyFailureTimeout()),
            components,
            health);
    pipeline.dispatcher.start();
    return pipeline;
  }

  /** The name of a kind's health check. */
  public static String healthName(PushKind kind) {
    return "cxone-" + kind.wireName();
  }

  public PushKind kind() {
    return kind;
  }

  /**
   * Adds states in the order of the log; returns those that need no push, because a newer state of
   * their key exists.
   */
  public List<Push> add(List<Push> pushes) {
    return backlog.add(pushes);
  }

  /** The number of keys with a state to push. */
  public int size() {
    return backlog.size();
  }

  /** The receive time of the oldest state without an answer. */
  public Optional<Instant> oldest() {
    return backlog.oldest();
  }

  /** The event time of the oldest opt-out without an answer. */
  public Optional<Instant> oldestUrgent() {
    return backlog.oldestUrgent();
  }

  /** Starts no more requests. */
  public void stopTaking() {
    dispatcher.stopTaking();
  }

  /**
   * After {@link #stopTaking}: waits for requests in flight; returns whether all of them ended in
   * time.
   */
  public boolean awaitEnd(Duration timeout) throws InterruptedException {
    return dispatcher.awaitEnd(Math.max(0, timeout.toNanos()));
  }

  /** Interrupts requests in flight, without an answer. */
  public void abandon() {
    dispatcher.abandon();
  }
}
