package io.switchboard.pushes.delivery;

import io.switchboard.contract.event.PushAnswer.PushKind;
import io.switchboard.cxone.Cxone;
import io.switchboard.cxone.profile.CxoneProfile;
import io.switchboard.pushes.state.Push;
import io.switchboard.pushes.state.PushSource;
import io.switchboard.service.HealthChecks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One kind's way to CXone: what has to be pushed, and the threads that send it. Thread-safe. */
public final class PushPipeline {
  private final PushKind kind;
  private final Backlog backlog = new Backlog();
  private final Dispatcher dispatcher;

  /** What the pipelines of one term as the active pusher share. */
  public record Term(
      Cxone cxone,
      Lease lease,
      OpenOffsets openOffsets,
      AnswerLog log,
      PushMetrics metrics,
      OutboundRecordIds records,
      CurrentStates states,
      PipelineRules rules) {}

  /**
   * The times that decide.
   *
   * @param keyPatience a key that is refused alone for longer is a dead letter
   * @param requestTimeout a request that we gave up on has come to its end after as long again
   * @param repeatCheckInterval between two looks whether a repeated state is still the newest
   */
  public record PipelineRules(
      Duration keyPatience, Duration requestTimeout, Duration repeatCheckInterval) {
    /** Looks every two seconds whether a repeated state is still the newest. */
    public PipelineRules(Duration keyPatience, Duration requestTimeout) {
      this(keyPatience, requestTimeout, Duration.ofSeconds(2));
    }
  }

  private PushPipeline(
      PushKind kind, PushSource<?> source, PushBreaker breaker, Term term, HealthChecks health) {
    this.kind = kind;
    this.dispatcher =
        new Dispatcher(source, backlog, new Delivery(kind, breaker, backlog, term), health);
  }

  /** Begins to send what is added. */
  public static PushPipeline start(
      PushSource<?> source, Term term, CxoneProfile profile, HealthChecks health) {
    var kind = source.kind();
    var listener = new BreakerHealth(kind, profile, health, term.metrics());
    var pipeline =
        new PushPipeline(
            kind, source, new PushBreaker(listener, term.rules().keyPatience()), term, health);
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
   * Adds states in the order of the log; returns those that need no push any more, since a newer
   * one of their key stands.
   */
  public List<Push> add(List<Push> pushes) {
    return backlog.add(pushes);
  }

  /** Keys that have a state to push. */
  public int size() {
    return backlog.size();
  }

  /** When the oldest state that is not answered yet was received. */
  public Optional<Instant> oldest() {
    return backlog.oldest();
  }

  /** The event time of the oldest opt-out that is not answered yet. */
  public Optional<Instant> oldestUrgent() {
    return backlog.oldestUrgent();
  }

  /** Begins no more requests. */
  public void stopTaking() {
    dispatcher.stopTaking();
  }

  /** After {@link #stopTaking}: waits for requests under way; whether all of them ended in time. */
  public boolean awaitEnd(Duration timeout) throws InterruptedException {
    return dispatcher.awaitEnd(Math.max(0, timeout.toNanos()));
  }

  /** Ends requests under way, unanswered. */
  public void abandon() {
    dispatcher.abandon();
  }
}
