package io.switchboard.ingress.menu;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.event.ivr.CallDecision;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.ingress.menu.answer.AnswerRenderer;
import io.switchboard.ingress.menu.answer.AnswerRules;
import io.switchboard.ingress.menu.answer.RootMenus;
import io.switchboard.ingress.menu.decision.CallDefinitions;
import io.switchboard.ingress.menu.decision.DecisionBreaker;
import io.switchboard.ingress.menu.decision.MenuTopicReaders;
import io.switchboard.ingress.menu.decision.PendingDecisions;
import io.switchboard.ingress.menu.profile.CallerProfiles;
import io.switchboard.ingress.publishing.Publication;
import io.switchboard.ingress.publishing.Publisher;
import io.switchboard.service.HealthChecks;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks ivr-streams over the log and waits for its decision, 800 ms at most; else the caller hears
 * the root menu, and the log is told so behind the request. Never throws, never waits longer than
 * the profile and the decision may take together. Blocks the calling thread, a virtual one.
 */
public final class MenuService implements MenuResponder, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MenuService.class);
  private static final String DECIDED = "decided";

  private final MenuSettings settings;
  private final MenuTiming timing;
  private final CallerProfiles profiles;
  private final AnswerRenderer renderer;
  private final PendingDecisions pending;
  private final DecisionBreaker breaker;
  private final MenuMetrics metrics;
  private final RootMenus roots = new RootMenus();
  private final CallDefinitions calls = new CallDefinitions();
  private final MenuRequests requests;
  private final FallbackRetryQueue fallbacks;
  private final MenuTopicReaders readers;
  private final MenuWarmUp warming;

  /**
   * Starts reading; ready as soon as the health check "menu-decisions" is up.
   *
   * @param publisher for callers
   */
  public MenuService(
      MenuSettings settings,
      MenuTiming timing,
      CallerProfiles profiles,
      KafkaSettings kafka,
      Publisher publisher,
      HealthChecks health,
      MeterRegistry registry) {
    this.settings = settings;
    this.timing = timing;
    this.profiles = profiles;
    this.renderer = new AnswerRenderer(settings);
    this.pending = new PendingDecisions(timing.maxPending());
    this.breaker = new DecisionBreaker(timing);
    this.metrics = new MenuMetrics(registry, pending, breaker);
    this.requests = new MenuRequests(publisher, kafka.topics().dtmf());
    this.fallbacks = new FallbackRetryQueue(requests, metrics, health);
    this.readers = new MenuTopicReaders(kafka, pending, calls, roots, health);
    this.warming = MenuWarmUp.start(publisher, kafka.topics().dtmf(), health);
  }

  @Override
  public MenuAnswer answer(MenuQuestion question) {
    var number = CallerNumber.of(question.from(), settings.region());
    var call = new MenuCall(question, number, profiles.of(number));
    var answered = asked(call);
    metrics.answered(answered.why());
    var decision = answered.decision();
    if (decision == null) {
      return fallBack(call, answered.why());
    }
    var json = renderer.render(decision.hears(), decision.turn()).toString();
    return new MenuAnswer(json.getBytes(StandardCharsets.UTF_8), DECIDED);
  }

  private Answered asked(MenuCall call) {
    try {
      return ask(call);
    } catch (RuntimeException e) {
      LOG.error("menu request {} failed: root menu", call.question().headers().id(), e);
      return new Answered("error", null);
    }
  }

  private Answered ask(MenuCall call) {
    var question = call.question();
    var reserved = pending.register(question.callId(), question.headers().id());
    if (reserved.isEmpty()) {
      write(call, null);
      return new Answered("full", null);
    }
    var registration = reserved.get();
    var waits = breaker.mayWait(System.nanoTime());
    write(call, registration);
    if (!readers.ready()) {
      registration.close();
      return new Answered("not_ready", null);
    }
    if (!waits) {
      observe(registration);
      return new Answered("breaker", null);
    }
    try (registration) {
      return await(registration);
    }
  }

  private Answered await(PendingDecisions.Pending registration) {
    var began = System.nanoTime();
    try {
      var decision =
          registration.decision().get(timing.decision().toMillis(), TimeUnit.MILLISECONDS);
      metrics.waited(System.nanoTime() - began);
      breaker.decided();
      return checked(decision);
    } catch (TimeoutException _) {
      breaker.late(System.nanoTime());
      return new Answered("late", null);
    } catch (ExecutionException _) {
      return new Answered("kafka", null); // counted where it was not written
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Answered("interrupted", null);
    }
  }

  private static Answered checked(CallDecision decision) {
    var problem = AnswerRules.problem(decision.hears());
    if (problem.isEmpty()) {
      return new Answered(DECIDED, decision);
    }
    LOG.error("the decision on {} has an invalid {}", decision.causeId(), problem.get());
    return new Answered("invalid", null);
  }

  /** Nobody waits for it, but a decision in time closes the breaker. */
  private void observe(PendingDecisions.Pending registration) {
    var _ =
        registration
            .decision()
            .copy()
            .orTimeout(timing.decision().toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete(
                (decision, _) -> {
                  registration.close();
                  if (decision != null) {
                    breaker.decided();
                  }
                });
  }

  private void write(MenuCall call, PendingDecisions.@Nullable Pending registration) {
    var turn = call.question().turn();
    fallbacks.beforeRequest(call);
    var _ =
        requests
            .request(call, settings.turns() ? turn == null ? Integer.valueOf(0) : turn : null)
            .thenAccept(
                publication -> {
                  if (publication instanceof Publication.Unavailable(var reason)) {
                    metrics.notWritten("request");
                    if (registration != null) {
                      registration
                          .decision()
                          .completeExceptionally(new IllegalStateException(reason));
                    }
                  }
                });
  }

  /** Two turns on: the decision that is late takes the one between. */
  private MenuAnswer fallBack(MenuCall call, String why) {
    var before = call.question().turn();
    var turn = settings.turns() ? Integer.valueOf(before == null ? 2 : before + 2) : null;
    fallbacks.write(call, turn);
    var hears = roots.hears(call.profile(), calls.of(call.question().callId()));
    var json = renderer.render(hears, turn).toString();
    return new MenuAnswer(json.getBytes(StandardCharsets.UTF_8), why);
  }

  @Override
  public void close() {
    warming.close();
    fallbacks.close();
    readers.close();
  }

  /** The decision, or why there is none. */
  private record Answered(String why, @Nullable CallDecision decision) {}
}
