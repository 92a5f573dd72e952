package io.switchboard.ingress.nice;

import io.micrometer.core.instrument.Counter;
import io.switchboard.contract.headers.EventHeaders;
import io.switchboard.contract.headers.EventId;
import io.switchboard.contract.headers.EventType;
import io.switchboard.ingress.body.StrictJson;
import io.switchboard.ingress.menu.MenuQuestion;
import io.switchboard.ingress.menu.MenuResponder;
import io.switchboard.ingress.request.Answer;
import io.switchboard.ingress.request.IngressRequest;
import io.switchboard.ingress.request.Problem;
import io.switchboard.ingress.request.RequestHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /nice/vah/exchange}: a custom exchange endpoint of the Virtual Agent Hub. An
 * authenticated request is always answered 200. When a decision is late, the caller hears the root
 * menu; a request that names no contact or cannot be read goes on by the script's error branch.
 *
 * @param lostEnds counts the ends of calls that Kafka did not take
 */
record HubExchange(MenuResponder menu, CallEnds ends, PromptPaths prompts, Counter lostEnds)
    implements RequestHandler {
  private static final Logger LOG = LoggerFactory.getLogger(HubExchange.class);

  @Override
  public Answer handle(IngressRequest request) {
    return ValidBody.answer(
        StrictJson.read(request.body(), HubRequest.IGNORED),
        HubRequest::of,
        read -> answer(request, read));
  }

  @Override
  public Answer refused(Problem problem) {
    return Answer.success(HubAnswer.error(problem.detail()));
  }

  private Answer answer(IngressRequest request, HubRequest hub) {
    return switch (hub.input()) {
      case HubInput.Start _ -> current(request, hub, true);
      case HubInput.NotUnderstood _ -> current(request, hub, false);
      case HubInput.Keys(var keys) -> {
        var id = hub.id().orElseGet(() -> EventId.hash(EventHeaders.newTraceparent()));
        var turn = hub.state() == null ? null : hub.state().turn();
        yield answer(request, hub, id, keys, turn, true);
      }
      case HubInput.Ended _ -> {
        if (!ends.write(request, hub.contactId(), hub.endId())) {
          lostEnds.increment();
          LOG.warn(
              "Kafka did not take the end of a call of the Virtual Agent Hub; its session ends by"
                  + " its own timeout");
        }
        yield Answer.success(HubAnswer.ended());
      }
    };
  }

  /** Turn 0 is that of a call that begins. */
  private Answer current(IngressRequest request, HubRequest hub, boolean understood) {
    return answer(request, hub, hub.promptId(), "", 0, understood);
  }

  private Answer answer(
      IngressRequest request,
      HubRequest hub,
      String id,
      String keys,
      @Nullable Integer turn,
      boolean understood) {
    var question =
        new MenuQuestion(
            hub.contactId(),
            hub.from(),
            keys,
            hub.context(),
            turn,
            request.headers(id, EventType.MENU_REQUEST, hub.contactId(), request.receivedAt()),
            MenuQuestion.Channel.HUB);
    var answer = menu.answer(question);
    var state = HubState.after(hub.state(), answer.turn());
    return Answer.success(HubAnswer.of(answer, understood, state, prompts));
  }
}
