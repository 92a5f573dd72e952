package io.switchboard.ingress.menu;

import com.fasterxml.jackson.databind.JsonNode;
import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.ingress.menu.MenuDecision.Decided;
import io.switchboard.ingress.menu.MenuDecision.Missing;
import io.switchboard.ingress.menu.MenuDecision.Shadow;
import io.switchboard.ingress.menu.answer.AnswerRules;
import io.switchboard.ingress.menu.decision.CallPartitions;
import io.switchboard.ingress.menu.decision.DecisionBreakers;
import io.switchboard.ingress.menu.decision.PendingDecisions;
import io.switchboard.ingress.menu.decision.PendingDecisions.Pending;
import io.switchboard.ingress.menu.shadow.ShadowDecisions;
import io.switchboard.ingress.menu.shadow.ShadowResult;
import io.switchboard.ingress.menu.shadow.UndecidedReason;
import io.switchboard.ingress.publishing.Publication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the decision of ivr-streams on a request; when that is late, takes the shadow decision.
 * While decisions of the call's partition are late it hardly waits, unless no shadow decision can
 * be taken. Blocks the calling thread, a virtual one.
 */
final class MenuDecider {
  private static final Logger LOG = LoggerFactory.getLogger(MenuDecider.class);

  private final PendingDecisions pending;
  private final DecisionBreakers breakers;
  private final CallPartitions partitions;
  private final ShadowDecisions shadows;
  private final MenuMetrics metrics;

  MenuDecider(
      PendingDecisions pending,
      DecisionBreakers breakers,
      CallPartitions partitions,
      ShadowDecisions shadows,
      MenuMetrics metrics) {
    this.pending = pending;
    this.breakers = breakers;
    this.partitions = partitions;
    this.shadows = shadows;
    this.metrics = metrics;
  }

  /** A request on its way to the log. */
  private record Request(
      String callId,
      String id,
      int partition,
      MenuTiming timing,
      long since,
      CompletableFuture<Publication> written) {

    boolean isRefused() {
      return written.isDone() && written.join() instanceof Publication.Unavailable;
    }

    long nanosLeft(Duration timeout) {
      return timeout.toNanos() - (System.nanoTime() - since);
    }
  }

  /**
   * Decides on a request.
   *
   * @param timing how long the caller may wait
   * @param write sends the request to the log
   */
  MenuDecision decide(
      MenuQuestion question, MenuTiming timing, Supplier<CompletableFuture<Publication>> write) {
    var callId = question.callId();
    var id = question.headers().id();
    var registration = pending.register(callId, id); // before it is sent
    var request =
        new Request(callId, id, partitions.of(callId), timing, System.nanoTime(), write.get());
    return registration
        .map(it -> decide(request, it))
        .orElseGet(() -> shadow(request, new CompletableFuture<>(), "full"));
  }

  private MenuDecision decide(Request request, Pending registration) {
    var decision = registration.decision();
    var _ = request.written().thenAccept(it -> giveUpIfRefused(it, decision));
    var answer = awaitInTime(request, decision);
    if (answer == null && request.isRefused()) {
      answer = new Missing("kafka");
    } else if (answer == null) {
      answer = shadow(request, decision, "late");
      var more = answer instanceof Missing ? request.timing().decision() : Duration.ZERO;
      var decided = await(request, decision, more);
      answer = decided == null ? answer : decided;
    }
    observe(request, registration);
    return answer;
  }

  /** What is not on the log is not decided on. */
  private static void giveUpIfRefused(
      Publication publication, CompletableFuture<CallDecision> decision) {
    if (publication instanceof Publication.Unavailable(var reason)) {
      decision.completeExceptionally(new IllegalStateException(reason));
    }
  }

  private @Nullable MenuDecision awaitInTime(
      Request request, CompletableFuture<CallDecision> decision) {
    var answer = await(request, decision, request.timing().lateDecision());
    if (answer != null || request.isRefused() || breakers.isOpen(request.partition())) {
      return answer;
    }
    var opening = breakers.opening(request.partition());
    var _ =
        get(
            CompletableFuture.anyOf(decision, opening),
            request.nanosLeft(request.timing().decision()));
    answer = await(request, decision, Duration.ZERO);
    if (answer == null && !request.isRefused()) {
      breakers.late(request.partition());
    }
    return answer;
  }

  /** The decision, if it comes within this time from the request on. */
  private @Nullable MenuDecision await(
      Request request, CompletableFuture<CallDecision> future, Duration timeout) {
    var decision = get(future, request.nanosLeft(timeout));
    if (decision == null) {
      return null;
    }
    metrics.waited(System.nanoTime() - request.since());
    breakers.decided(request.partition());
    var problem = AnswerRules.problem(decision.action());
    if (problem.isEmpty()) {
      return new Decided(decision.action(), decision.turn(), path(decision.session()));
    }
    LOG.error("the decision on {} has an invalid {}", decision.causeId(), problem.get());
    return new Missing("invalid");
  }

  private static List<String> path(@Nullable JsonNode session) {
    var path = new ArrayList<String>();
    if (session != null) {
      session.path("path").forEach(key -> path.add(key.asText()));
    }
    return path;
  }

  /** Null when it does not complete in time, or without a result. */
  private static <T> @Nullable T get(CompletableFuture<T> future, long nanos) {
    try {
      return future.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException _) {
      return null; // late, or counted where it was not written
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /**
   * @param decision of ivr-streams; ends the wait for the log
   */
  private MenuDecision shadow(
      Request request, CompletableFuture<CallDecision> decision, String why) {
    try {
      var _ =
          get(
              CompletableFuture.anyOf(request.written(), decision),
              request.timing().write().toNanos());
      var publication = request.written().getNow(null);
      if (publication instanceof Publication.Unavailable) {
        return new Missing("kafka");
      }
      return publication instanceof Publication.Durable(_, var partition, var at)
              && !shadows.awaitRead(partition, at, decision, request.timing().log())
          ? new Missing(UndecidedReason.LOG_NOT_READ.wireName())
          : shadow(request, why);
    } catch (RuntimeException e) {
      LOG.error("the shadow decision on request {} failed: root menu", request.id(), e);
      return new Missing("error");
    }
  }

  /** Behind all that is known of the call: on the log, or on its way there. */
  private MenuDecision shadow(Request request, String why) {
    return switch (shadows.decide(request.callId(), request.id(), request.partition())) {
      case ShadowResult.Decided(var action, var turn, var path, _) ->
          new Shadow(action, turn, path, why);
      case ShadowResult.Undecided(var reason) -> new Missing(reason.wireName());
    };
  }

  /** The caller is answered already; a decision in time still closes the breaker. */
  private void observe(Request request, Pending registration) {
    if (registration.decision().isDone()) {
      registration.close();
      return;
    }
    var _ =
        registration
            .decision()
            .copy()
            .orTimeout(
                Math.max(0, request.nanosLeft(request.timing().decision())), TimeUnit.NANOSECONDS)
            .whenComplete(
                (decision, _) -> {
                  registration.close();
                  if (decision != null) {
                    breakers.decided(request.partition());
                  }
                });
  }
}
