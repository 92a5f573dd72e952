package io.switchboard.ingress.menu;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchboard.contract.event.ivr.CallerAction;
import io.switchboard.contract.settings.KafkaSettings;
import io.switchboard.ingress.menu.MenuDecision.Decided;
import io.switchboard.ingress.menu.MenuDecision.Missing;
import io.switchboard.ingress.menu.MenuDecision.Shadow;
import io.switchboard.ingress.menu.MenuQuestion.Channel;
import io.switchboard.ingress.menu.answer.AnswerRenderer;
import io.switchboard.ingress.menu.answer.RootMenus;
import io.switchboard.ingress.menu.decision.CallPartitions;
import io.switchboard.ingress.menu.decision.DecisionBreakers;
import io.switchboard.ingress.menu.decision.MenuTopicReaders;
import io.switchboard.ingress.menu.decision.PendingDecisions;
import io.switchboard.ingress.menu.profile.CallerProfiles;
import io.switchboard.ingress.menu.shadow.ShadowDecisions;
import io.switchboard.ingress.menu.shadow.ShadowLimits;
import io.switchboard.ingress.publishing.KafkaPublisher;
import io.switchboard.ingress.publishing.Publication;
import io.switchboard.service.HealthChecks;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers waiting callers: by the decision of ivr-streams, 800 ms after the request at the latest
 * by a shadow decision; without either by the root menu, and a fallback event is written behind the
 * request. Never throws, never waits longer than the profile and the decision may take together.
 * Blocks the calling thread, a virtual one.
 */
public final class MenuService implements MenuResponder, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MenuService.class);
  private static final String REQUESTS_CHECK = "menu-requests";
  private static final String DECIDED = "decided";
  private static final String SHADOW = "shadow";

  private final MenuSettings settings;
  private final Function<Channel, MenuTiming> timing;
  private final CallerProfiles profiles;
  private final AnswerRenderer renderer;
  private final MenuMetrics metrics;
  private final RootMenus roots = new RootMenus();
  private final ShadowDecisions shadows;
  private final MenuDecider decider;
  private final MenuRequests requests;
  private final FallbackRetryQueue fallbacks;
  private final MenuTopicReaders readers;

  /**
   * Starts reading; ready as soon as the health checks "menu-decisions", "menu-log" and
   * "menu-requests" are up.
   *
   * @param timing how long the callers of a channel may wait
   * @param publisher for callers
   */
  public MenuService(
      MenuSettings settings,
      Function<Channel, MenuTiming> timing,
      CallerProfiles profiles,
      KafkaSettings kafka,
      KafkaPublisher publisher,
      HealthChecks health,
      MeterRegistry registry) {
    var limits = ShadowLimits.standard();
    var pending = new PendingDecisions(timing.apply(Channel.WEBHOOK).maxPending());
    var breakers = new DecisionBreakers();
    var partitions = new CallPartitions();
    this.settings = settings;
    this.timing = timing;
    this.profiles = profiles;
    this.renderer = new AnswerRenderer(settings);
    this.shadows = new ShadowDecisions(limits);
    this.metrics = new MenuMetrics(registry, pending, breakers, shadows.calls());
    this.decider = new MenuDecider(pending, breakers, partitions, shadows, metrics);
    this.requests = new MenuRequests(publisher, kafka.topics().dtmf(), shadows.calls());
    this.fallbacks = new FallbackRetryQueue(requests, metrics, health);
    this.readers =
        new MenuTopicReaders(
            kafka, pending, partitions, shadows, limits, roots, health, metrics::shadowDiffered);
    var dtmf = kafka.topics().dtmf().name();
    health.down(REQUESTS_CHECK, "waiting for topic " + dtmf);
    publisher.warmUp(List.of(dtmf), () -> health.up(REQUESTS_CHECK));
  }

  @Override
  public MenuAnswer answer(MenuQuestion question) {
    var caller = CallerNumber.of(question.from(), settings.region());
    var profile = profiles.of(caller.profileKey(), timing.apply(question.channel()));
    var call = new MenuCall(question, caller, profile);
    return switch (decide(call)) {
      case Decided(var action, var turn, var path) -> {
        metrics.answered(DECIDED, DECIDED);
        yield answer(action, turn, path, DECIDED);
      }
      case Shadow(var action, var turn, var path, var why) -> {
        metrics.answered(SHADOW, why);
        yield answer(action, turn, path, SHADOW);
      }
      case Missing(var why) -> {
        metrics.answered(MenuMetrics.FALLBACK, why);
        yield fallBack(call, why);
      }
    };
  }

  private MenuDecision decide(MenuCall call) {
    try {
      if (!readers.ready()) {
        var _ = write(call);
        return new Missing("not_ready");
      }
      return decider.decide(
          call.question(), timing.apply(call.question().channel()), () -> write(call));
    } catch (RuntimeException e) {
      LOG.error("menu request {} failed: root menu", call.question().headers().id(), e);
      return new Missing("error");
    }
  }

  private CompletableFuture<Publication> write(MenuCall call) {
    fallbacks.beforeRequest(call);
    return requests
        .request(call, turn(call.question()))
        .thenApply(
            publication -> {
              if (publication instanceof Publication.Unavailable) {
                metrics.notWritten("request");
              }
              return publication;
            });
  }

  /** The turn that a request answers; null without turns. */
  private @Nullable Integer turn(MenuQuestion question) {
    var turn = question.turn();
    return switch (question.channel()) {
      case WEBHOOK -> settings.turns() ? turn == null ? Integer.valueOf(0) : turn : null;
      case STUDIO -> null;
      case HUB -> turn;
    };
  }

  /** Adds 2 to the turn: the late decision of ivr-streams uses the turn in between. */
  private MenuAnswer fallBack(MenuCall call, String why) {
    var before = turn(call.question());
    var turn = before == null ? null : Integer.valueOf(before + 2);
    fallbacks.write(call, turn);
    var definition = shadows.calls().definitionOf(call.question().callId());
    return answer(roots.rootMenu(call.profile(), definition), turn, List.of(), why);
  }

  private MenuAnswer answer(
      CallerAction action, @Nullable Integer turn, List<String> path, String outcome) {
    var json = renderer.render(action, turn).toString().getBytes(StandardCharsets.UTF_8);
    return new MenuAnswer(json, outcome, action, turn, path);
  }

  @Override
  public void close() {
    fallbacks.close();
    readers.close();
  }
}
